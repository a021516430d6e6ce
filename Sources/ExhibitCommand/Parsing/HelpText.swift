/// Writes the help of a command and of its verbs.
struct HelpText {
  /// The name of the command, as users type it.
  let command: String

  /// Returns the help of the command.
  ///
  /// - Parameters:
  ///   - abstract: What the command does, in one line.
  ///   - discussion: What else there is to know.
  ///   - verbs: The verbs in the order of the help.
  /// - Returns: The whole text.
  func text(abstract: String, discussion: String, verbs: [VerbShape]) -> String {
    joined([
      "Usage: \(command) VERB [ARGUMENT…]",
      TextLayout.paragraphs(abstract),
      TextLayout.paragraphs(discussion),
      TextLayout.table("Verbs", verbs.map { ($0.name, $0.abstract) }),
      table("Options", [.help, .version]),
      "See '\(command) help VERB' for what a verb understands.",
    ])
  }

  /// Returns the help of a verb.
  func text(for verb: VerbShape) -> String {
    let parameters = verb.arguments + verb.options + (verb.passThrough.map { [$0] } ?? [])
    let usage = TextLayout.lines(of: parameters.map(\.usage), after: "Usage: \(command) \(verb.name)")
    return joined([
      usage.joined(separator: "\n"),
      TextLayout.paragraphs(verb.abstract),
      TextLayout.paragraphs(verb.discussion),
      table("Arguments", verb.arguments + (verb.passThrough.map { [$0] } ?? [])),
      table("Options", verb.options + [.help]),
    ])
  }

  /// Returns a table of parameters, long names in one column; empty without parameters.
  private func table(_ title: String, _ parameters: [ParameterShape]) -> String {
    if parameters.isEmpty { return "" }
    let rows = parameters.map { parameter in
      // "-h, " is four wide.
      let hasOnlyLongName = !parameter.name.isEmpty && parameter.short == nil
      return (label: (hasOnlyLongName ? "    " : "") + parameter.label, text: parameter.completeHelp)
    }
    return TextLayout.table(title, rows)
  }

  /// Returns sections with an empty line between them, those without text left out.
  private func joined(_ sections: [String]) -> String {
    sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}
