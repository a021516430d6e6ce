import Testing

@testable import ExhibitCommand

@Suite struct ShellTextTests {
  @Test func quoteInQuotesIsWrittenOutsideOfThem() {
    #expect(ShellText.quoted("it's") == #"'it'\''s'"#)
  }

  @Test func fishEscapesQuotesAndBackslashes() {
    #expect(ShellText.fishQuoted(#"it's \"#) == #"'it\'s \\'"#)
  }

  @Test func plainWordNeedsNoQuotes() {
    #expect(ShellText.word("a-b_c.1") == "a-b_c.1")
    #expect(ShellText.fishWord("a-b_c.1") == "a-b_c.1")
  }

  @Test(arguments: ["", "a b", "$a", "(a)", "a;b", "~", "*", "ä"])
  func anyOtherWordIsQuoted(word: String) {
    #expect(ShellText.word(word) == "'\(word)'")
    #expect(ShellText.fishWord(word) == "'\(word)'")
  }

  @Test func functionNameIsAnIdentifier() {
    #expect(ShellText.functionName(for: "my-tool.2") == "_my_tool_2")
  }
}
