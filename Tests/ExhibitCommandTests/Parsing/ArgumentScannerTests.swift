import Testing

@testable import ExhibitCommand

@Suite struct ArgumentScannerTests {
  /// A flag, an option, an argument and repeated arguments.
  private let parameters = [
    ParameterShape(role: .flag, name: "flag", short: "f", help: ""),
    ParameterShape(role: .option, name: "option", short: "o", help: ""),
    ParameterShape(role: .argument, help: ""),
    ParameterShape(role: .argument, isRepeated: true, help: ""),
  ]

  @Test(arguments: [
    (["--flag"], [[""], [], [], []]),
    (["-f", "--flag"], [["", ""], [], [], []]),
    (["--option", "v"], [[], ["v"], [], []]),
    (["--option=v"], [[], ["v"], [], []]),
    (["--option="], [[], [""], [], []]),
    (["--option=a=b"], [[], ["a=b"], [], []]),
    (["--option=--flag"], [[], ["--flag"], [], []]),
    (["-o", "v"], [[], ["v"], [], []]),
    (["-o=v"], [[], ["v"], [], []]),
    (["-o", "-5"], [[], ["-5"], [], []]),
    (["-o", "-.5"], [[], ["-.5"], [], []]),
    (["-o", "-"], [[], ["-"], [], []]),
    (["-o", ""], [[], [""], [], []]),
    (["-o", "a", "-o", "b"], [[], ["a", "b"], [], []]),
    (["a", "b", "c"], [[], [], ["a"], ["b", "c"]]),
    (["a", "--flag", "b"], [[""], [], ["a"], ["b"]]),
    (["-", "-1", ""], [[], [], ["-"], ["-1", ""]]),
    (["--", "--flag", "--"], [[], [], ["--flag"], ["--"]]),
    ([], [[], [], [], []]),
  ])
  func argumentsAreSorted(arguments: [String], texts: [[String]]) throws {
    #expect(try ArgumentScanner.texts(of: arguments, for: parameters) == texts)
  }

  @Test(arguments: ["--option", "-o"])
  func optionAtTheEndLacksItsValue(spelling: String) {
    #expect(throws: UsageError("option '\(spelling)' needs a value")) {
      try ArgumentScanner.texts(of: [spelling], for: parameters)
    }
  }

  @Test(arguments: ["--flag", "-f", "--", "-x"])
  func optionIsNoValue(next: String) {
    #expect(throws: UsageError("option '--option' needs a value")) {
      try ArgumentScanner.texts(of: ["--option", next], for: parameters)
    }
  }

  @Test func flagTakesNoValue() {
    #expect(throws: UsageError("option '--flag' takes no value")) {
      try ArgumentScanner.texts(of: ["--flag=yes"], for: parameters)
    }
  }

  @Test func combinedShortFlagsAreUnknown() {
    #expect(throws: UsageError("unknown option '-fo'")) {
      try ArgumentScanner.texts(of: ["-fo"], for: parameters)
    }
  }

  @Test func valueMayBeginWithACombiningMark() throws {
    let texts = try ArgumentScanner.texts(of: ["--option=\u{301}x"], for: parameters)
    #expect(texts[1].map { Array($0.unicodeScalars) } == [["\u{301}", "x"]])
  }

  @Test func firstOfTwoEqualNamesWins() throws {
    let twice = [parameters[0], parameters[0]]
    #expect(try ArgumentScanner.texts(of: ["--flag"], for: twice) == [[""], []])
  }

  @Test(arguments: ["-", "", "a", "-1", "-.5", "a-b", "=", "-0x"])
  func valueIsNoOption(argument: String) {
    #expect(!ArgumentScanner.isOption(argument))
  }

  @Test(arguments: ["-a", "--", "--a", "-=", "-.", "--1"])
  func dashMakesAnOption(argument: String) {
    #expect(ArgumentScanner.isOption(argument))
  }
}
