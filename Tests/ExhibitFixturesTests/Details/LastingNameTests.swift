import Testing

@testable import ExhibitFixtures

@Suite struct LastingNameTests {
  private struct Hidden {}

  /// The runtime names private types by addresses, which are others in each process.
  @Test func namesHoldNoAddresses() {
    #expect(String(reflecting: Hidden.self).contains("$"))
    let name = DetailCore.lastingName(of: [Hidden?].self)
    #expect(name.contains("Hidden") && name.contains("LastingNameTests"))
    #expect(!name.contains(/\$[0-9a-f]/))
    #expect(DetailCore.lastingName(of: [String: Int].self) == "Swift.Dictionary<Swift.String, Swift.Int>")
  }
}
