/// The verb that explains the others.
struct HelpVerb: ParsableVerb {
  /// The verb to explain; the command itself if `nil`.
  var verb: String?

  static let declaration = VerbDeclaration<Self>(
    "help",
    abstract: "Explains the command or one of its verbs.",
    parameters: [
      .argument(
        \.verb,
        ValueFormat("VERB", expectation: "a verb", completion: .verbs) { $0 },
        help: "The verb to explain; without it, the command."
      )
    ]
  )
}
