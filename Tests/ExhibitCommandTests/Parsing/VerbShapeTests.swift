import Testing

@testable import ExhibitCommand

@Suite struct VerbShapeTests {
  /// Returns the mistakes of a verb with some parameters.
  private func mistakes(_ parameters: ParameterShape...) -> [String] {
    VerbShape(name: "verb", abstract: "", discussion: "", parameters: parameters).mistakes
  }

  /// Returns an argument.
  private func argument(_ name: String, isRequired: Bool = false, isRepeated: Bool = false) -> ParameterShape {
    let value = ValueShape(placeholder: name, expectation: "", completion: .nothing)
    return ParameterShape(role: .argument, value: value, isRequired: isRequired, isRepeated: isRepeated, help: "")
  }

  @Test func sampleVerbsAreSound() {
    #expect(CommandDeclaration.sample.mistakes == [])
  }

  @Test func equalNamesAreAMistake() {
    let flag = ParameterShape(role: .flag, name: "a", short: "x", help: "")
    #expect(mistakes(flag, flag) == ["-x is declared twice or reserved", "--a is declared twice or reserved"])
  }

  @Test func nameOfHelpIsAMistake() {
    #expect(mistakes(.help).count == 2)
  }

  @Test(arguments: ["", "Upper", "1st", "-a", "a b", "a=b", "ä", "a'b"])
  func nameThatShellsMisreadIsAMistake(name: String) {
    #expect(mistakes(ParameterShape(role: .flag, name: name, help: "")) == ["'\(name)' is not a name of an option"])
  }

  @Test(arguments: ["1", "-", "ä"] as [Character])
  func shortNameThatIsNoLetterIsAMistake(short: Character) {
    #expect(mistakes(ParameterShape(role: .flag, name: "a", short: short, help: "")) == ["-\(short) is not a letter"])
  }

  @Test func requiredAfterOptionalIsAMistake() {
    #expect(mistakes(argument("A"), argument("B", isRequired: true)).count == 1)
  }

  @Test func argumentAfterARepeatedOneIsAMistake() {
    #expect(mistakes(argument("A", isRepeated: true), argument("B")) == ["nothing is left for B after A"])
  }

  @Test func passingOnTwiceIsAMistake() {
    let passThrough = ParameterShape(role: .passThrough, help: "")
    #expect(mistakes(passThrough, passThrough).count == 1)
  }

  @Test func equalVerbsAreAMistake() {
    let command = CommandDeclaration(
      "c", abstract: "", version: "", verbs: [SampleShowVerb.self, SampleShowVerb.self])
    #expect(command.mistakes == ["show is declared twice"])
  }
}
