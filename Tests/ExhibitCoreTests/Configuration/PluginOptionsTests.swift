import ExhibitCore
import ExhibitHooks
import Testing

/// Options are decoded over their default values.
@Suite struct PluginOptionsTests {
  private struct Options: PluginOptions, Equatable {
    var level = 1
    var maxSize = 10
    var words = ["a"]
    var note: String?
  }

  private func decode(_ text: String) throws -> (value: Options, unused: [String]) {
    let node = try JSON5Parser.parse(Array(text.utf8), file: "exhibit.json")
    let decoded = try ConfigurationDecoder(file: "exhibit.json")
      .decode(Options.self, from: node, knownKeys: ["plugin"], defaults: Options.defaults)
    return (decoded.value, decoded.unusedKeys.map(\.description))
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    #expect(try decode("{plugin: 'audit'}").value == Options())
  }

  @Test func whatIsSaidCounts() throws {
    let value = try decode("{level: 2, max_size: 3, words: [], note: 'n'}").value
    #expect(value == Options(level: 2, maxSize: 3, words: [], note: "n"))
  }

  @Test func wrongTypeIsNotReplacedByTheDefault() {
    #expect(throws: ConfigurationDiagnostic.self) { try decode("{level: 'two'}") }
  }

  @Test func misspelledKeyIsNamed() throws {
    #expect(try decode("{levl: 2}").unused == ["exhibit.json:1:2: levl: unknown key; did you mean 'level'?"])
  }

  @Test func keyOfAPluginWithoutOptionsIsUnknown() throws {
    let node = try JSON5Parser.parse(Array("{plugin: 'log', level: 1}".utf8), file: "exhibit.json")
    let decoded = try ConfigurationDecoder(file: "exhibit.json")
      .decode(NoOptions.self, from: node, knownKeys: ["plugin", "enabled"])
    #expect(decoded.unusedKeys.map(\.keyPath) == ["level"])
  }
}
