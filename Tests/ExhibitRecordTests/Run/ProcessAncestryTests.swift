import Testing

@testable import ExhibitRecord

@Suite struct ProcessAncestryTests {
  @Test func theIdentityStaysTheSame() {
    #expect(ProcessAncestry.swiftPackageManager() == ProcessAncestry.swiftPackageManager())
  }

  @Test func theIdentityIsOneComponentOfAPath() {
    guard let identity = ProcessAncestry.swiftPackageManager() else { return }
    #expect(identity.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 < 0x7F })
    #expect(identity.split(separator: "-").count >= 3)
  }

  @Test func whoHasTheIdentityIsAlive() {
    guard let identity = ProcessAncestry.swiftPackageManager() else { return }
    #expect(ProcessAncestry.isAlive(identity) == true)
    var parts = identity.split(separator: "-").map(String.init)
    #expect(parts.count == 4)
    // Another process had the pid before.
    parts[1] += "0"
    #expect(ProcessAncestry.isAlive(parts.joined(separator: "-")) == false)
  }
}
