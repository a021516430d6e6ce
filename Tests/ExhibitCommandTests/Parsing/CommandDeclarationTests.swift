import Testing

@testable import ExhibitCommand

@Suite struct CommandDeclarationTests {
  private let command = CommandDeclaration.sample

  /// Runs a command line and returns its output, its diagnostics and its exit code.
  private func run(_ arguments: String...) async throws -> (output: [String], diagnostics: [String], code: ExitCode) {
    var output: [String] = []
    var diagnostics: [String] = []
    let code = try await command.main(
      arguments, output: { output.append($0) }, diagnostics: { diagnostics.append($0) })
    return (output, diagnostics, code)
  }

  @Test func verbIsFoundWithItsArguments() throws {
    guard case .run(let verb) = try command.invocation(for: ["show", "--failed"]) else {
      Issue.record("no verb")
      return
    }
    #expect(verb as? SampleShowVerb == SampleShowVerb(failed: true))
  }

  @Test func versionIsPrinted() {
    #expect(command.text("--version") == "1.2.3")
  }

  @Test(arguments: ["--help", "-h", "help"])
  func helpIsPrinted(spelling: String) {
    #expect(command.text(spelling).hasPrefix("Usage: exhibit VERB"))
  }

  @Test(arguments: [["help", "show"], ["show", "--help"], ["show", "-h"], ["show", "--bogus", "--help"]])
  func helpOfAVerbIsPrinted(arguments: [String]) throws {
    guard case .print(let text) = try command.invocation(for: arguments) else {
      Issue.record("no text")
      return
    }
    #expect(text.hasPrefix("Usage: exhibit show"))
  }

  @Test func helpAfterTheDashesIsPassedOn() {
    #expect(command.text("test", "--", "--help") == "a verb runs")
  }

  @Test func helpAsAnAttachedValueIsAValue() {
    #expect(command.text("test", "--filter=--help") == "a verb runs")
  }

  @Test func noVerbIsAnError() async throws {
    #expect(command.text() == "exhibit: a verb is missing\nSee 'exhibit --help'.")
  }

  @Test func unknownVerbIsAnErrorWithASuggestion() {
    #expect(command.text("shwo") == "exhibit: unknown verb 'shwo'; did you mean 'show'?\nSee 'exhibit --help'.")
  }

  @Test func unknownVerbOfHelpIsAnErrorWithASuggestion() {
    #expect(command.text("help", "shwo") == command.text("shwo"))
  }

  @Test func unknownOptionBeforeTheVerbIsAnError() {
    #expect(command.text("--versoin").hasPrefix("exhibit: unknown option '--versoin'; did you mean '--version'?\n"))
  }

  @Test(arguments: CompletionShell.allCases)
  func completionsArePrinted(shell: CompletionShell) {
    #expect(command.text("completions", shell.rawValue) == shell.script(command: "exhibit", verbs: command.shapes))
  }

  @Test func shellWithoutCompletionsIsAnError() {
    #expect(
      command.text("completions", "tcsh") == """
        exhibit: argument 'SHELL' expects one of bash, zsh, fish, not 'tcsh'
        See 'exhibit completions --help'.
        """
    )
  }

  @Test func textGoesToTheOutput() async throws {
    let result = try await run("--version")
    #expect(result.output == ["1.2.3"])
    #expect(result.diagnostics == [])
    #expect(result.code == .success)
  }

  @Test func errorGoesToTheDiagnostics() async throws {
    let result = try await run("show", "--bogus")
    #expect(result.output == [])
    #expect(result.diagnostics == ["exhibit: unknown option '--bogus'\nSee 'exhibit show --help'."])
    #expect(result.code == .usage)
  }

  @Test func verbDecidesHowTheProcessEnds() async throws {
    #expect(try await run("show").code == .testsFailed)
  }

  @Test func verbMayRefuseItsArguments() async throws {
    let result = try await run("show", "--failed", "--json")
    #expect(result.diagnostics == ["exhibit: '--failed' and '--json' exclude each other\nSee 'exhibit show --help'."])
    #expect(result.code == .usage)
  }
}
