/// What a process left behind when it ended.
struct ProcessResult: Sendable {
  /// The exit code, or 128 and the signal that ended the process, as a shell says it.
  let exitCode: Int32

  let standardOutput: String
  let standardError: String

  /// The lines of standard output that begin with a text.
  func outputLines(startingWith prefix: String) -> [String] {
    Self.lines(standardOutput).filter { $0.hasPrefix(prefix) }
  }

  /// The lines of standard error that Exhibit wrote.
  var diagnostics: [String] { Self.lines(standardError).filter { $0.hasPrefix("exhibit: ") } }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
