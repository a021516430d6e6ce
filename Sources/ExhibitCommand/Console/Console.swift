import ExhibitRecord
import Foundation

/// The two streams of the process: results on standard output, everything else on standard error.
enum Console {
  /// Writes results; a reader that went away is nobody's fault.
  ///
  /// - Throws: ``RecordError`` if there is no room for them.
  static func output(_ text: String) throws(RecordError) {
    if let reason = write(text, to: STDOUT_FILENO) { throw RecordError("standard output: \(reason)") }
  }

  /// Writes a line about what is wrong.
  static func diagnose(_ line: String) {
    _ = write(line + "\n", to: STDERR_FILENO)
  }

  /// Whether standard output is a terminal that wants colour (see no-color.org).
  static var isColored: Bool {
    isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
      && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Writes everything, or returns why it could not.
  private static func write(_ text: String, to descriptor: Int32) -> String? {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno == EPIPE ? nil : String(cString: strerror(errno)) }
      bytes = bytes.dropFirst(count)
    }
    return nil
  }
}
