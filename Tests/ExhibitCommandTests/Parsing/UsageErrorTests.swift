import Testing

@testable import ExhibitCommand

@Suite struct UsageErrorTests {
  @Test func secondLineSaysWhereToReadOn() {
    #expect(UsageError("no").text(command: "exhibit") == "exhibit: no\nSee 'exhibit --help'.")
  }

  @Test func secondLineNamesTheVerb() {
    let error = UsageError("no").concerning(verb: "show")
    #expect(error.text(command: "exhibit") == "exhibit: no\nSee 'exhibit show --help'.")
  }

  @Test func messageIsOneLineWhateverItHolds() {
    #expect(UsageError("a\nb\u{1B}c").message == "a\\nb\\u{1B}c")
  }

  @Test func suggestionIsAQuestion() {
    #expect(UsageError("no", suggestion: "yes").message == "no; did you mean 'yes'?")
  }

  @Test func helpIsSuggestedToo() {
    #expect(UsageError.unknownOption("--hlep", among: []).message == "unknown option '--hlep'; did you mean '--help'?")
  }
}
