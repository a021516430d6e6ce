import ExhibitRecord
import ExhibitSupport

/// Parts of an attempt as text for people.
enum AttemptText {
  /// What stands where the directory of an attempt would, if it is gone.
  static let removed = "removed by retention"

  /// A failure: where it happened, and its message, one line for each of the message's.
  static func lines(of issue: AttemptResult.Issue) -> [String] {
    let place = issue.file.map { "\($0.printable):\(issue.line ?? 0): " } ?? ""
    let known = issue.isKnown ? "known: " : ""
    var lines = issue.message.printableLines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[0] = place + known + lines[0]
    return lines
  }
}
