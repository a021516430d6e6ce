/// The verb that prints a completion script.
struct CompletionsVerb: ParsableVerb {
  /// The shell that the script is for.
  var shell = CompletionShell.bash

  static let declaration = VerbDeclaration<Self>(
    "completions",
    abstract: "Prints a script that makes a shell complete this command.",
    discussion: """
      The first lines of the script say how to load it.
      """,
    parameters: [
      .argument(\.shell, .choice("SHELL"), required: true, help: "The shell that the script is for.")
    ]
  )
}
