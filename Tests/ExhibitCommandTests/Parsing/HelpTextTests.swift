import Testing

@testable import ExhibitCommand

@Suite struct HelpTextTests {
  @Test func commandListsVerbsAndOptions() {
    #expect(
      CommandDeclaration.sample.text("--help") == """
        Usage: exhibit VERB [ARGUMENT…]

        Runs tests and keeps what they leave behind.

        Verbs:
          test         Runs tests.
          show         Shows what a run recorded.
          report       Renders reports.
          merge        Joins runs.
          help         Explains the command or one of its verbs.
          completions  Prints a script that makes a shell complete this command.

        Options:
          -h, --help     Shows this help.
              --version  Shows the version.

        See 'exhibit help VERB' for what a verb understands.
        """
    )
  }

  @Test func verbListsArgumentsAndOptions() {
    #expect(
      CommandDeclaration.sample.text("help", "show") == """
        Usage: exhibit show [RUN] [TEST] [--failed] [-j] [--offset N] [--scale X]

        Shows what a run recorded.

        A run is given by its directory or its id, and a sentence of this length needs
        more than one line of eighty columns.

          exhibit show latest~1

        Arguments:
          RUN   The run to show. (default: latest)
          TEST  The test to show, by its name.

        Options:
              --failed    Shows only the tests that failed, crashed or hung, with every
                          attempt.
          -j, --json      Shows JSON.
              --offset N  Where to begin. (default: 0)
              --scale X   The scale.
          -h, --help      Shows this help.
        """
    )
  }

  @Test func usageIsWrappedBetweenParameters() {
    let usage = """
      Usage: exhibit test [--filter R] [--workers N] [--test-timeout S] [--skip-build]
                          [-c C] [-- OPTION…]

      """
    #expect(CommandDeclaration.sample.text("help", "test").hasPrefix(usage))
  }

  @Test func verbWithoutArgumentsHasNoTableOfThem() {
    let shape = VerbShape(name: "doctor", abstract: "Checks.", discussion: "", parameters: [])
    #expect(
      HelpText(command: "exhibit").text(for: shape) == """
        Usage: exhibit doctor

        Checks.

        Options:
          -h, --help  Shows this help.
        """
    )
  }

  @Test func noLineIsWiderThanEightyColumns() {
    let command = CommandDeclaration.sample
    let texts = command.shapes.map { HelpText(command: "exhibit").text(for: $0) } + [command.text("--help")]
    #expect(texts.flatMap { $0.split(separator: "\n") }.allSatisfy { $0.count <= 80 })
  }

  @Test func noLineEndsInASpace() {
    let texts = CommandDeclaration.sample.shapes.map { HelpText(command: "exhibit").text(for: $0) }
    #expect(!texts.flatMap { $0.split(separator: "\n") }.contains { $0.hasSuffix(" ") })
  }
}
