import ExhibitRecord
import ExhibitSupport
import Foundation

/// Single tests as text for people: all that is known of each attempt, its artifacts and its log.
struct TestText {
  let summary: RunSummary
  let style: Style

  /// The most bytes of a log that are shown.
  private static let logLimit = 1 << 20

  /// The text of some attempts of the run.
  func text(of attempts: [AttemptResult]) -> String {
    attempts.map(text).joined(separator: "\n")
  }

  private func text(of attempt: AttemptResult) -> String {
    var lines = [style.bold(attempt.key.description.printable)]
    lines.append("  outcome   \(attempt.outcome.rawValue)\(attempt.isFlaky ? ", flaky" : "")")
    if attempt.attempt > 1 || !attempt.isFinalAttempt { lines.append("  attempt   \(attempt.attempt)") }
    if let reason = attempt.skipReason { lines.append("  reason    \(reason.printable)") }
    if let note = attempt.note { lines.append("  note      \(note.printable)") }
    if let start = attempt.startedAt { lines.append("  started   \(UTCTime(seconds: start).extended)") }
    if let duration = attempt.durationNanoseconds {
      lines.append("  duration  \(Duration.nanoseconds(duration).milliseconds)")
    }
    if let path = attempt.artifactPath {
      lines.append("  evidence  \(DisplayPath.shown(path, in: summary.run))")
    } else if attempt.areArtifactsRemoved {
      lines.append("  evidence  \(AttemptText.removed)")
    }
    for issue in attempt.issues {
      lines.append("")
      lines += AttemptText.lines(of: issue).map { "  " + $0 }
    }
    if !attempt.artifacts.isEmpty { lines.append("") }
    for artifact in attempt.artifacts {
      let place = artifact.path.hasPrefix("/") ? artifact.path : summary.run.contained(artifact.path)
      let isThere = place.map { FileSystem.kind(of: $0) != nil } ?? true
      let size = (artifact.byteCount.map { ", \($0) bytes" } ?? "") + (isThere ? "" : ", gone")
      lines.append("  \(artifact.path.printable)  (\((artifact.contentType ?? "unknown type").printable)\(size))")
    }
    if let log = log(of: attempt) {
      lines.append("")
      lines += log.printableLines.split(separator: "\n", omittingEmptySubsequences: false).map { "  | " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The log that the plugin of that name wrote; a path that leads out of the run is not followed.
  private func log(of attempt: AttemptResult) -> String? {
    guard let path = attempt.artifactPath, let directory = summary.run.contained(path) else { return nil }
    let file = directory + "/log.txt"
    guard FileSystem.kind(of: file) == .file else { return nil }
    return FileSystem.text(of: file, limit: Self.logLimit).map { $0.last == "\n" ? String($0.dropLast()) : $0 }
  }
}
