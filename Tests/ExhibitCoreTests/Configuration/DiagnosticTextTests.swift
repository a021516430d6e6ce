import ExhibitCore
import Testing

@Suite struct DiagnosticTextTests {
  @Test func putsValuesInQuotes() {
    #expect(DiagnosticText.quoted("it's") == "'it's'")
  }

  @Test func shortensLongValues() {
    #expect(DiagnosticText.quoted(String(repeating: "é", count: 61)) == "'\(String(repeating: "é", count: 60))…'")
  }

  @Test(arguments: [
    ("\t\r\n", #"\t\r\n"#), ("\u{7F}\u{85}", #"\u{7F}\u{85}"#), ("\u{2028}", #"\u{2028}"#), ("\u{FEFF}", #"\u{FEFF}"#),
    ("\u{E000}", #"\u{E000}"#), ("日本 é\\", #"日本 é\"#),
  ])
  func escapesWhatIsNotPrintable(text: String, escaped: String) {
    #expect(DiagnosticText.printable(text) == escaped)
  }

  @Test func changesNothingTheSecondTime() {
    let once = DiagnosticText.printable("\u{1B}\n")
    #expect(DiagnosticText.printable(once) == once)
  }
}
