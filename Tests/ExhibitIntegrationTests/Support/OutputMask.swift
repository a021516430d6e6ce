import Foundation

/// Hides what differs between two runs of one suite: times, process ids, addresses, temporary names.
enum OutputMask {
  static func masked(_ text: String) -> String {
    text
      .replacing(/\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?Z?/, with: "DATE")
      .replacing(/-?\d+\.\d+( \(-?\d+\.\d+\))? seconds/, with: "TIME seconds")
      .replacing(/\d+(\.\d+)? (ms|s)\b/, with: "TIME")
      .replacing(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/, with: "UUID")
      .replacing(/0x[0-9a-f]+|\$[0-9a-f]{8,}/, with: "ADDRESS")
      .replacing(/(127\.0\.0\.1|localhost|\[::1\]):\d+/, with: "HOST:PORT")
      .replacing(/\bpid \d+/, with: "pid PID")
  }

  /// The masked lines.
  static func lines(_ text: String) -> [String] {
    masked(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
