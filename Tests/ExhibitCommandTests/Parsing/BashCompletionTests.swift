import Testing

@testable import ExhibitCommand

@Suite(.enabled(if: Shell("bash") != nil, "bash is not installed"))
struct BashCompletionTests {
  /// Returns what bash offers for the last of some words.
  private func offers(_ words: [String], among entries: [String] = []) throws -> [String] {
    let script = """
      \(CompletionShell.bash.script(command: "exhibit", verbs: CommandDeclaration.sample.shapes))
      COMP_WORDS=(exhibit \(ShellText.quoted(words)))
      COMP_CWORD=\(words.count)
      _exhibit
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return try #require(Shell("bash")).lines(of: script, options: ["--norc", "-u"], among: entries)
  }

  @Test(arguments: [
    ([""], ["test", "show", "report", "merge", "help", "completions", "--help", "--version"]),
    (["s"], ["show"]),
    (["--"], ["--help", "--version"]),
    (["show", "--f"], ["--failed"]),
    (["show", "-"], ["--failed", "-j", "--json", "--offset", "--scale", "--help"]),
    (["show", "run", "--j"], ["--json"]),
    (["bogus", ""], []),
    (["help", "re"], ["report"]),
    (["help", "show", ""], []),
    (["completions", ""], ["bash", "zsh", "fish"]),
  ])
  func wordsAreOffered(words: [String], offers: [String]) throws {
    #expect(try self.offers(words) == offers)
  }

  @Test(arguments: [
    ["report", "--style", ""], ["report", "--style", "="], ["report", "--style", "=", ""],
    ["report", "-o", "out", "--style", ""],
  ])
  func choicesAreOffered(words: [String]) throws {
    #expect(try offers(words) == ["junit", "html", "ctrf"])
  }

  @Test func choicesAreNarrowed() throws {
    #expect(try offers(["report", "--style", "=", "h"]) == ["html"])
  }

  @Test func restOfAListIsOffered() throws {
    #expect(try offers(["report", "--format", "html,"]) == ["html,junit", "html,ctrf"])
  }

  @Test func freeTextIsNotOffered() throws {
    #expect(try offers(["test", "--filter", ""], among: ["file"]) == [])
  }

  @Test(arguments: [["report", "-o", ""], ["report", "--output", "=", ""], ["show", ""], ["show", "--", ""]])
  func directoriesAreOffered(words: [String]) throws {
    #expect(try offers(words, among: ["a file", "a dir/"]) == ["a dir"])
  }

  @Test func filesAreOffered() throws {
    let entries = ["a file", "a dir/", "b"]
    #expect(try offers(["report", "--template", "a"], among: entries).sorted() == ["a dir", "a file"])
  }

  @Test func repeatedArgumentIsOfferedAgain() throws {
    #expect(try offers(["merge", "x", "y", "z", ""], among: ["file"]) == ["file"])
  }

  @Test func positionIsCountedWithoutOptions() throws {
    #expect(try offers(["show", "--failed", "--offset", "=", "1", "run", ""], among: ["dir/"]) == [])
    #expect(try offers(["show", "--failed", "--offset", "1", ""], among: ["dir/"]) == ["dir"])
  }

  @Test func passedOnArgumentsAreNotOffered() throws {
    #expect(try offers(["test", "--", "-"], among: ["file"]) == [])
  }

  @Test func scriptWithoutVerbsIsValid() throws {
    let script = BashCompletion(command: "x-y", verbs: []).script
    #expect(try #require(Shell("bash")).lines(of: script, options: ["-n"]) == [])
  }

  @Test func choicesAreNotEvaluated() throws {
    let words = ["$(echo no)", "it's", "`echo no`"]
    let value = ValueShape(placeholder: "X", expectation: "", completion: .choice(words))
    let argument = ParameterShape(role: .argument, value: value, help: "")
    let verb = VerbShape(name: "v", abstract: "", discussion: "", parameters: [argument])
    let script = """
      \(BashCompletion(command: "x", verbs: [verb]).script)
      COMP_WORDS=(x v ''); COMP_CWORD=2; _x; printf '%s\\n' "${COMPREPLY[@]}"
      """
    #expect(try #require(Shell("bash")).lines(of: script) == words)
  }
}
