import ExhibitRecord
import ExhibitSupport
import Foundation

/// A run as text for people: every test with its outcome, the failures with what is known of them.
struct RunText {
  let summary: RunSummary
  let style: Style
  /// What time it is, in seconds since 1970.
  var now = Date().timeIntervalSince1970

  /// The text of some attempts of the run.
  ///
  /// - Parameters:
  ///   - attempts: What to list.
  ///   - onlyFailed: Whether others were left out, so that an empty list is good news.
  /// - Returns: Lines, each with its line feed.
  func text(of attempts: [AttemptResult], onlyFailed: Bool) -> String {
    var lines = [head]
    if !attempts.isEmpty { lines.append("") }
    for attempt in attempts { lines += self.lines(of: attempt) }
    if attempts.isEmpty, onlyFailed { lines += ["", "No test failed."] }
    lines += diagnostics
    let damaged = summary.processes.reduce(0) { $0 + $1.damagedLines }
    if damaged > 0 {
      lines += [
        "", style.yellow("! ") + "\(damaged) \(damaged == 1 ? "line" : "lines") of the record could not be read",
      ]
    }
    let missing = summary.processes.reduce(0) { $0 + $1.missingLines }
    if missing > 0 {
      lines += [
        "", style.yellow("! ") + "\(missing) \(missing == 1 ? "line" : "lines") of the record could not be written",
      ]
    }
    lines += ["", totals]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What Exhibit has to say about itself; of many messages the first.
  private var diagnostics: [String] {
    guard !summary.diagnostics.isEmpty else { return [] }
    let shown = summary.diagnostics.prefix(Self.diagnosticLimit)
    let more = summary.diagnostics.count - shown.count
    return [""] + shown.map { style.yellow("! ") + $0.printable }
      + (more > 0 ? [style.yellow("! ") + "and \(more) more, in run.json"] : [])
  }

  private static let diagnosticLimit = 20

  private var head: String {
    var text = style.bold("Run \(summary.run.id)")
    if let start = summary.startedAt, let end = summary.endedAt {
      text += "  \(Duration.seconds(min(max(end - start, 0), 1e9)).seconds)"
    }
    let count = summary.processes.count
    text += count == 1 ? ", 1 process" : ", \(count) processes"
    if summary.isRunning { text += style.yellow(", still running") }
    return text + "\n" + DisplayPath.shown(summary.run.path)
  }

  private func lines(of attempt: AttemptResult) -> [String] {
    var line = "\(mark(attempt.outcome)) \(attempt.key.description.printable)"
    if attempt.attempt > 1 || !attempt.isFinalAttempt { line += "  (attempt \(attempt.attempt))" }
    if !Self.isPlain(attempt.outcome) { line += "  \(word(attempt.outcome))" }
    if let duration = attempt.durationNanoseconds {
      line += style.dim("  \(Duration.nanoseconds(duration).milliseconds)")
    }
    if attempt.outcome == .running, let start = attempt.startedAt {
      line += style.dim("  for \(Duration.seconds(min(max(now - start, 0), 1e9)).seconds)")
    }
    if attempt.isFlaky, attempt.isFinalAttempt { line += style.yellow("  flaky") }
    if attempt.outcome == .skipped, let reason = attempt.skipReason { line += ": \(reason.printable)" }
    var lines = [line]
    for issue in attempt.issues { lines += AttemptText.lines(of: issue).map { "    " + $0 } }
    if let note = attempt.note { lines.append("    " + note.printable) }
    if attempt.outcome.isBad || attempt.outcome == .running {
      if let path = attempt.artifactPath {
        lines.append("    " + style.dim(DisplayPath.shown(path, in: summary.run)))
      } else if attempt.areArtifactsRemoved {
        lines.append("    " + style.dim(AttemptText.removed))
      }
    }
    return lines
  }

  private var totals: String {
    let counts = summary.counts
    let parts = Outcome.allCases.compactMap { outcome -> String? in
      guard let count = counts[outcome] else { return nil }
      return "\(count) \(word(outcome))"
    }
    let flaky = summary.results.filter(\.isFlaky).count
    let text = parts.isEmpty ? "no tests" : parts.joined(separator: ", ")
    let count = summary.results.count
    return "\(count) \(count == 1 ? "test" : "tests"): \(text)" + (flaky > 0 ? ", \(flaky) flaky" : "")
  }

  private func mark(_ outcome: Outcome) -> String {
    switch outcome {
    case .passed, .expectedFailure: style.green("✔")
    case .skipped: style.yellow("-")
    case .running: style.yellow("…")
    case .failed, .error, .unexpectedPass, .crashed, .killed, .hung, .lost: style.red("✘")
    }
  }

  private func word(_ outcome: Outcome) -> String {
    switch outcome {
    case .expectedFailure: "expected failure"
    case .unexpectedPass: "unexpected pass"
    default: outcome.rawValue
    }
  }

  /// Whether the mark says it all.
  private static func isPlain(_ outcome: Outcome) -> Bool { outcome == .passed }
}
