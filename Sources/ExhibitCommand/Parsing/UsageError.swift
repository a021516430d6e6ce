import ExhibitSupport

/// A command line that cannot be understood.
///
/// The message is one printable line, whatever the arguments hold: nothing in it can start a line of its own, move the
/// cursor or colour the terminal.
struct UsageError: Error, Equatable, Sendable {
  /// What is wrong, with the valid spelling if one is near.
  let message: String
  /// The verb that was meant, if it is known.
  private(set) var verb: String?

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - message: What is wrong, beginning in lower case and without a full stop.
  ///   - suggestion: What was probably meant.
  init(_ message: String, suggestion: String? = nil) {
    let question = suggestion.map { "; did you mean \($0.quoted)?" } ?? ""
    self.message = (message + question).printable
  }

  /// Returns the error with the verb that it is about.
  func concerning(verb: String) -> Self {
    var copy = self
    copy.verb = verb
    return copy
  }

  /// Returns what standard error shows: the message, and in a second line where to read on.
  func text(command: String) -> String {
    let help = ([command] + (verb.map { [$0] } ?? []) + ["--help"]).joined(separator: " ")
    return "\(command): \(message)\nSee '\(help)'."
  }
}

// MARK: - Messages

extension UsageError {
  /// No verb at all.
  static var missingVerb: Self { Self("a verb is missing") }

  /// A verb that does not exist.
  static func unknownVerb(_ verb: String, among verbs: [String]) -> Self {
    Self("unknown verb \(verb.quoted)", suggestion: NearestSpelling.nearest(to: verb, among: verbs))
  }

  /// An option that the verb does not have.
  static func unknownOption(_ option: String, among options: [String]) -> Self {
    // Compared without dashes, so that `-failed` finds `--failed` and dashes do not count as letters in common.
    let names = (options + ["--help"]).filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
    let name = String(option.drop { $0 == "-" })
    let nearest = NearestSpelling.nearest(to: name, among: names)
    return Self("unknown option \(option.quoted)", suggestion: nearest.map { "--" + $0 })
  }

  /// An option at the end, or before another option.
  static func missingValue(for spelling: String, _ parameter: ParameterShape) -> Self {
    Self("option \(spelling.quoted) needs \(parameter.value?.expectation ?? "a value")")
  }

  /// A flag with a value.
  static func unexpectedValue(for spelling: String) -> Self {
    Self("option \(spelling.quoted) takes no value")
  }

  /// A value that is not what the parameter expects.
  static func invalidValue(_ text: String, for parameter: ParameterShape) -> Self {
    let kind = parameter.role == .option ? "option" : "argument"
    let expectation = parameter.value?.expectation ?? "a value"
    return Self(
      "\(kind) '\(parameter.title)' expects \(expectation), not \(text.quoted)",
      suggestion: parameter.value?.nearest(to: text)
    )
  }

  /// A required parameter that was not given.
  static func missing(_ parameter: ParameterShape) -> Self {
    parameter.role == .option
      ? Self("missing option '\(parameter.title) \(parameter.placeholder)'")
      : Self("missing argument \(parameter.title)")
  }

  /// An argument more than the verb takes.
  static func unexpectedArgument(_ argument: String) -> Self {
    Self("unexpected argument \(argument.quoted)")
  }
}
