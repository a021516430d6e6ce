/// What a command line asks for.
enum Invocation: Sendable {
  /// A verb, with its arguments.
  case run(any Verb)
  /// A text on standard output: help, the version or a completion script.
  case print(String)
}
