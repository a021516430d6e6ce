import Foundation

/// What a process left behind when it ended.
struct ProcessResult: Sendable {
  /// The exit code, or 128 and the signal that ended the process, as a shell says it.
  let exitCode: Int32

  let standardOutput: String
  let standardError: String

  /// The bytes of the streams, each as the character of that number: as texts, bytes that are none would look the same.
  let outputBytes: String
  let errorBytes: String

  init(exitCode: Int32, output: Data, error: Data) {
    self.exitCode = exitCode
    standardOutput = String(decoding: output, as: UTF8.self)
    standardError = String(decoding: error, as: UTF8.self)
    outputBytes = Self.characters(output)
    errorBytes = Self.characters(error)
  }

  private static func characters(_ bytes: Data) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(text)
  }

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
