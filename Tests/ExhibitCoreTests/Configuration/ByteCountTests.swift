import ExhibitCore
import Testing

@Suite struct ByteCountTests {
  private struct Options: Decodable {
    let limit: ByteCount
  }

  private func decode(_ text: String) throws -> Int {
    let node = try JSON5Parser.parse(Array(text.utf8), file: "exhibit.json")
    return try ConfigurationDecoder(file: "exhibit.json").decode(Options.self, from: node).value.limit.bytes
  }

  @Test func configurationHoldsNumbersAndTexts() throws {
    #expect(try decode("{limit: 4096}") == 4096)
    #expect(try decode("{limit: '4KiB'}") == 4096)
  }

  @Test(arguments: ["{limit: -1}", "{limit: 'much'}", "{limit: true}"])
  func whatIsNoSizeIsNamed(_ text: String) {
    let error = #expect(throws: ConfigurationDiagnostic.self) { try decode(text) }
    #expect(
      error.map { "\($0)" }?.hasPrefix("exhibit.json:1:9: limit: expected a size: a whole number of bytes") == true)
  }

  @Test func sizeIsShownAsItWouldBeWritten() {
    #expect(ByteCount(1 << 20).description == "1MiB")
  }
}
