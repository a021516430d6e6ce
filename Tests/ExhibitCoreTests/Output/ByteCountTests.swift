import ExhibitCore
import Testing

@Suite struct ByteCountTests {
  @Test(arguments: [
    ("0", 0), ("65536", 65536), ("10 B", 10), ("1kB", 1000), ("16MiB", 16_777_216), ("16 mib", 16_777_216),
    ("2GiB", 2_147_483_648), ("1gb", 1_000_000_000),
  ])
  func textIsANumberOfBytes(_ text: String, bytes: UInt64) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "MiB", "-1", "16 MB!", "1e3", "0x10", "16TiB", "1..5", "1.5 KiB", "99999999999999999999 GiB", "nan", "٣",
  ])
  func otherTextIsNone(_ text: String) {
    #expect(ByteCount(text) == nil)
  }

  private struct Options: Decodable {
    let limit: ByteCount
  }

  private func decode(_ text: String) throws -> UInt64 {
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
      error.map { "\($0)" }
        == "exhibit.json:1:9: limit: expected a number of bytes, such as 65536 or \"16MiB\"")
  }
}
