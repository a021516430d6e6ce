import Testing

@testable import ExhibitCommand

@Suite struct ParameterTests {
  /// Returns the parameter of a verb with a title.
  private func parameter(_ title: String, of verb: any ParsableVerb.Type) throws -> ParameterShape {
    try #require(verb.shape.parameters.first { $0.title == title })
  }

  @Test func defaultIsTheInitialValue() throws {
    #expect(try parameter("RUN", of: SampleShowVerb.self).defaultText == "latest")
    #expect(try parameter("--offset", of: SampleShowVerb.self).defaultText == "0")
    #expect(try parameter("--format", of: SampleReportVerb.self).defaultText == "junit,html")
  }

  @Test func emptyInitialValueIsNoDefault() throws {
    #expect(try parameter("--scale", of: SampleShowVerb.self).defaultText == nil)
    #expect(try parameter("--tag", of: SampleReportVerb.self).defaultText == nil)
  }

  @Test func flagHasNoDefault() throws {
    #expect(try parameter("--failed", of: SampleShowVerb.self).defaultText == nil)
  }

  @Test func requiredParameterHasNoDefault() throws {
    #expect(try parameter("SHELL", of: CompletionsVerb.self).defaultText == nil)
  }

  @Test func arrayMakesAParameterRepeated() throws {
    #expect(try parameter("--tag", of: SampleReportVerb.self).isRepeated)
    #expect(try !parameter("--format", of: SampleReportVerb.self).isRepeated)
  }

  @Test(arguments: [
    ("RUN", "[RUN]", "RUN"), ("--failed", "[--failed]", "--failed"), ("--json", "[-j]", "-j, --json"),
    ("--offset", "[--offset N]", "--offset N"),
  ])
  func usageOfWhatMayBeLeftOutIsInBrackets(title: String, usage: String, label: String) throws {
    let parameter = try parameter(title, of: SampleShowVerb.self)
    #expect(parameter.usage == usage)
    #expect(parameter.label == label)
  }

  @Test(arguments: [("BASE", "BASE"), ("RUN", "RUN…"), ("--output", "-o DIR")])
  func usageOfWhatIsRequiredIsPlain(title: String, usage: String) throws {
    #expect(try parameter(title, of: SampleMergeVerb.self).usage == usage)
  }

  @Test func usageOfWhatIsPassedOnShowsTheDashes() throws {
    #expect(try parameter("OPTION", of: SampleTestVerb.self).usage == "[-- OPTION…]")
  }

  @Test func helpTellsWhatFollowsFromTheDeclaration() throws {
    #expect(
      try parameter("--format", of: SampleReportVerb.self).completeHelp
        == "What to render. (any of junit, html, ctrf; default: junit,html)"
    )
    #expect(try parameter("--tag", of: SampleReportVerb.self).completeHelp == "A tag. (may be repeated)")
  }
}
