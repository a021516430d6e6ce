import Testing

@testable import ExhibitCommand

@Suite(.enabled(if: Shell("fish") != nil, "fish is not installed"))
struct FishCompletionTests {
  /// Returns what fish offers for a line, without the descriptions.
  private func offers(_ line: String, among entries: [String] = []) throws -> [String] {
    let script = """
      \(CompletionShell.fish.script(command: "exhibit", verbs: CommandDeclaration.sample.shapes))
      complete -C \(ShellText.fishQuoted(line))
      """
    let lines = try #require(Shell("fish")).lines(of: script, options: ["--no-config"], among: entries)
    return lines.map { String($0.prefix { $0 != "\t" }) }
  }

  @Test(arguments: [
    ("exhibit ", ["completions", "help", "merge", "report", "show", "test"]),
    ("exhibit s", ["show"]),
    ("exhibit --", ["--help", "--version"]),
    ("exhibit show --", ["--failed", "--help", "--json", "--offset", "--scale"]),
    ("exhibit report --style ", ["ctrf", "html", "junit"]),
    ("exhibit report --style=h", ["--style=html"]),
    ("exhibit report --format html,", ["html,ctrf", "html,junit"]),
    ("exhibit report --format=html,j", ["--format=html,junit"]),
    ("exhibit help re", ["report"]),
    ("exhibit completions ", ["bash", "fish", "zsh"]),
    ("exhibit test --filter ", []),
  ])
  func wordsAreOffered(line: String, offers: [String]) throws {
    #expect(try self.offers(line, among: ["file"]) == offers)
  }

  @Test(arguments: ["exhibit show ", "exhibit report -o "])
  func directoriesAreOffered(line: String) throws {
    #expect(try offers(line, among: ["file", "dir/"]) == ["dir/"])
  }

  @Test(arguments: ["exhibit report --template ", "exhibit merge x "])
  func filesAreOffered(line: String) throws {
    #expect(try offers(line, among: ["file", "dir/"]) == ["dir/", "file"])
  }

  @Test(arguments: [ValueCompletion.choice, ValueCompletion.choices])
  func choicesAreNotEvaluated(completion: @Sendable ([String]) -> ValueCompletion) throws {
    let words = ["(echo no)", "it's", "a b"]
    let value = ValueShape(placeholder: "X", expectation: "", completion: completion(words))
    let argument = ParameterShape(role: .argument, value: value, help: "")
    let verb = VerbShape(name: "v", abstract: "", discussion: "", parameters: [argument])
    let script = FishCompletion(command: "x", verbs: [verb]).script + "\ncomplete -C 'x v '"
    #expect(try #require(Shell("fish")).lines(of: script, options: ["--no-config"]).sorted() == words.sorted())
  }
}
