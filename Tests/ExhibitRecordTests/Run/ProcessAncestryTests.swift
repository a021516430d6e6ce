import ExhibitRecord
import Testing

@Suite struct ProcessAncestryTests {
  @Test func theIdentityStaysTheSame() {
    #expect(ProcessAncestry.swiftPackageManager() == ProcessAncestry.swiftPackageManager())
  }

  @Test func theIdentityIsOneComponentOfAPath() {
    guard let identity = ProcessAncestry.swiftPackageManager() else { return }
    #expect(identity.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 < 0x7F })
    #expect(identity.split(separator: "-").count >= 3)
  }
}
