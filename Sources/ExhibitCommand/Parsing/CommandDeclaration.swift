/// The command: its name, its help and its verbs.
///
/// Besides the verbs it is given, it understands `help`, `completions`, `--help` and `--version`.
struct CommandDeclaration: Sendable {
  /// The name of the command, as users type it.
  let name: String
  /// What the command does, in one line.
  let abstract: String
  /// What else there is to know: paragraphs separated by empty lines; indented lines stay as they are.
  let discussion: String
  /// The version, as `--version` shows it.
  let version: String
  /// The verbs in the order of the help.
  private let verbs: [any Verb.Type]

  /// Creates a command.
  ///
  /// - Parameters:
  ///   - name: The name of the command, as users type it.
  ///   - abstract: What the command does, in one line.
  ///   - discussion: What else there is to know: paragraphs separated by empty lines.
  ///   - version: The version, as `--version` shows it.
  ///   - verbs: The verbs in the order of the help.
  init(_ name: String, abstract: String, discussion: String = "", version: String, verbs: [any Verb.Type]) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.version = version
    self.verbs = verbs
  }

  /// Every verb, the built-in ones last.
  var shapes: [VerbShape] { verbs.map { $0.shape } + [HelpVerb.shape, CompletionsVerb.shape] }

  /// What is wrong with the declarations of the verbs; empty if a command is sound.
  var mistakes: [String] {
    let shapes = shapes
    var seen: Set<String> = []
    let twice = shapes.map(\.name).filter { !seen.insert($0).inserted }
    return twice.map { "\($0) is declared twice" }
      + shapes.flatMap { shape in shape.mistakes.map { "\(shape.name): \($0)" } }
  }

  /// Returns what a command line asks for.
  ///
  /// - Parameter arguments: The arguments after the name of the command.
  /// - Throws: ``UsageError`` if they do not fit the declarations.
  /// - Returns: A verb to run or a text to print.
  func invocation(for arguments: [String]) throws(UsageError) -> Invocation {
    guard let first = arguments.first else { throw .missingVerb }
    if Self.isHelp(first) { return .print(help) }
    if first == "--version" { return .print(version) }
    if ArgumentScanner.isOption(first) { throw .unknownOption(first, among: ["--help", "--version"]) }

    let shape = try shape(of: first)
    let rest = Array(arguments.dropFirst())
    // Asking for help is never an error, whatever else is on the line. A value cannot be mistaken for the question:
    // one that starts with a dash has to be attached to its option.
    if rest.prefix(while: { $0 != "--" }).contains(where: Self.isHelp) { return .print(help(for: shape)) }
    if let verb = verbs.first(where: { $0.shape.name == first }) { return .run(try verb.parsed(rest)) }
    if first == CompletionsVerb.shape.name {
      return .print(try CompletionsVerb.parsed(rest).shell.script(command: name, verbs: shapes))
    }
    guard let verb = try HelpVerb.parsed(rest).verb else { return .print(help) }
    return .print(help(for: try self.shape(of: verb)))
  }

  /// Does what a command line asks for.
  ///
  /// - Parameters:
  ///   - arguments: The arguments after the name of the command.
  ///   - output: Takes what belongs on standard output, without the last line break.
  ///   - diagnostics: Takes what belongs on standard error, without the last line break.
  /// - Throws: What the verb throws, except ``UsageError``, which is reported.
  /// - Returns: How the process ends.
  func main(
    _ arguments: [String],
    output: (String) throws -> Void,
    diagnostics: (String) -> Void
  ) async throws -> ExitCode {
    do {
      switch try invocation(for: arguments) {
      case .print(let text):
        try output(text)
        return .success
      case .run(let verb):
        do {
          return try await verb.run()
        } catch let error as UsageError {
          throw error.concerning(verb: type(of: verb).shape.name)
        }
      }
    } catch let error as UsageError {
      diagnostics(error.text(command: name))
      return .usage
    }
  }

  /// The help of the command.
  private var help: String {
    HelpText(command: name).text(abstract: abstract, discussion: discussion, verbs: shapes)
  }

  /// Returns the help of a verb.
  private func help(for verb: VerbShape) -> String { HelpText(command: name).text(for: verb) }

  /// Returns the verb with a name.
  private func shape(of verb: String) throws(UsageError) -> VerbShape {
    guard let shape = shapes.first(where: { $0.name == verb }) else {
      throw .unknownVerb(verb, among: shapes.map(\.name))
    }
    return shape
  }

  /// Whether an argument asks for help.
  private static func isHelp(_ argument: String) -> Bool { argument == "--help" || argument == "-h" }
}
