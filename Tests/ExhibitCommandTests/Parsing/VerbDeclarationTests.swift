import Testing

@testable import ExhibitCommand

@Suite struct VerbDeclarationTests {
  @Test func propertiesKeepTheirInitialValues() throws {
    #expect(try SampleShowVerb.parsed([]) == SampleShowVerb())
  }

  @Test func everyKindOfParameterIsStored() throws {
    let arguments = ["run", "test name", "--failed", "-j", "--offset", "-3", "--scale=0.5"]
    #expect(
      try SampleShowVerb.parsed(arguments)
        == SampleShowVerb(recorded: "run", test: "test name", failed: true, json: true, offset: -3, scale: 0.5)
    )
  }

  @Test func lastValueOfAnOptionWins() throws {
    #expect(try SampleReportVerb.parsed(["-o", "a", "--output=b"]).output == "b")
  }

  @Test func repeatedOptionKeepsEveryValue() throws {
    #expect(try SampleReportVerb.parsed(["--tag", "a", "--tag=b"]).tags == ["a", "b"])
  }

  @Test func givenListReplacesTheInitialOne() throws {
    #expect(try SampleReportVerb.parsed(["--format", "ctrf"]).formats == [.ctrf])
  }

  @Test func repeatedArgumentTakesTheRest() throws {
    let verb = try SampleMergeVerb.parsed(["a", "b", "-o", "out", "c"])
    #expect(verb == SampleMergeVerb(first: "a", others: ["b", "c"], output: "out"))
  }

  @Test func whatFollowsTheDashesIsPassedOn() throws {
    let verb = try SampleTestVerb.parsed(["--skip-build", "--", "-c", "release", "--", "-Xswiftc"])
    #expect(verb.buildOptions == ["-c", "release", "--", "-Xswiftc"])
    #expect(verb.configuration == "debug")
  }

  @Test func dashesAloneChangeNothing() throws {
    #expect(try SampleTestVerb.parsed(["--"]) == SampleTestVerb())
  }

  @Test func unknownOptionIsNamed() {
    #expect(SampleShowVerb.complaint("--bogus=1") == "unknown option '--bogus'")
  }

  @Test(arguments: ["--fialed", "-failed", "--Failed", "--failed-"])
  func nearestOptionIsSuggested(spelling: String) {
    #expect(SampleShowVerb.complaint(spelling) == "unknown option '\(spelling)'; did you mean '--failed'?")
  }

  @Test func missingValueSaysWhatIsExpected() {
    #expect(SampleTestVerb.complaint("--workers") == "option '--workers' needs a whole number from 1 to 64")
  }

  @Test func invalidValueSaysWhatIsExpectedAndGot() {
    #expect(
      SampleTestVerb.complaint("--workers", "65") == "option '--workers' expects a whole number from 1 to 64, not '65'"
    )
  }

  @Test func invalidValueIsAnErrorEvenIfALaterOneIsValid() {
    #expect(SampleTestVerb.complaint("--workers", "x", "--workers", "2") != nil)
  }

  @Test func nearestChoiceIsSuggested() {
    #expect(
      SampleReportVerb.complaint("--style", "htlm")
        == "option '--style' expects one of junit, html, ctrf, not 'htlm'; did you mean 'html'?"
    )
  }

  @Test func missingArgumentIsNamed() {
    #expect(SampleMergeVerb.complaint("-o", "out") == "missing argument BASE")
    #expect(SampleMergeVerb.complaint("-o", "out", "a") == "missing argument RUN")
  }

  @Test func missingOptionIsNamed() {
    #expect(SampleMergeVerb.complaint("a", "b") == "missing option '--output DIR'")
  }

  @Test func argumentTooManyIsNamed() {
    #expect(SampleShowVerb.complaint("a", "b", "c") == "unexpected argument 'c'")
  }

  @Test func argumentsEndWhereThePassedOnBegin() {
    #expect(SampleTestVerb.complaint("stray", "--", "-c") == "unexpected argument 'stray'")
  }

  @Test func errorKnowsItsVerb() {
    #expect(throws: UsageError("unknown option '--bogus'").concerning(verb: "show")) {
      try SampleShowVerb.parsed(["--bogus"])
    }
  }
}
