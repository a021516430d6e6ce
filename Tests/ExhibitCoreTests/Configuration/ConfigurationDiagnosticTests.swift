import ExhibitCore
import Testing

@Suite struct ConfigurationDiagnosticTests {
  @Test func describesEverythingInOneLine() {
    let diagnostic = ConfigurationDiagnostic(
      "unknown key", file: "exhibit.json", line: 12, column: 5, keyPath: "plugins.audit.levl",
      suggestion: "did you mean 'level'?")
    #expect(diagnostic.description == "exhibit.json:12:5: plugins.audit.levl: unknown key; did you mean 'level'?")
  }

  @Test func describesAFileAsAWhole() {
    #expect(ConfigurationDiagnostic("too large", file: "exhibit.json").description == "exhibit.json: too large")
  }

  @Test func describesALineWithoutColumn() {
    #expect(ConfigurationDiagnostic("odd", file: "a.json", line: 3).description == "a.json:3: odd")
  }

  @Test func hasNoColumnWithoutALine() {
    #expect(ConfigurationDiagnostic("odd", file: "a.json", column: 3).column == nil)
  }

  @Test func isAnErrorUnlessTold() {
    #expect(ConfigurationDiagnostic("odd", file: "a.json").severity == .error)
  }

  @Test func escapesControlCharactersEverywhere() {
    let hostile = "\u{1B}[2J\n\u{202E}\u{0}"
    let diagnostic = ConfigurationDiagnostic(
      hostile, file: hostile, line: 1, column: 1, keyPath: hostile, suggestion: hostile)
    let escaped = #"\u{1B}[2J\n\u{202E}\u{0}"#
    #expect(diagnostic.description == "\(escaped):1:1: \(escaped): \(escaped); \(escaped)")
  }

  @Test func shortensLongMessages() {
    let diagnostic = ConfigurationDiagnostic(String(repeating: "x", count: 1_000_000), file: "a.json")
    #expect(diagnostic.message == String(repeating: "x", count: 1_000) + "…")
  }
}
