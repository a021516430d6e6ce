import ExhibitSupport
import Testing

@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("a\nb", "a\\nb"), ("\r\n", "\\r\\n"), ("\t", "\\t"), ("\0", "\\0"), ("\u{1B}[31m", "\\u{1B}[31m"),
    ("\u{7F}", "\\u{7F}"), ("\u{85}", "\\u{85}"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
    ("\u{202E}", "\\u{202E}"),
  ])
  func whatMovesTheCursorIsEscaped(text: String, printable: String) {
    #expect(text.printable == printable)
  }

  @Test(arguments: ["plain", "Grüße", "日本語", "👍🏽", "e\u{301}", #"C:\path"#, "it's"])
  func whatCanBeReadStays(text: String) {
    #expect(text.printable == text)
  }

  @Test func quotesSurroundAnArgument() {
    #expect("--x\n".quoted == "'--x\\n'")
  }

  @Test func longArgumentsAreCut() {
    #expect(String(repeating: "x", count: 1_000_000).quoted == "'" + String(repeating: "x", count: 100) + "…'")
  }
}
