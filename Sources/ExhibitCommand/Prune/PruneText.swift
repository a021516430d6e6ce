import ExhibitRecord
import ExhibitSupport

/// What `exhibit prune` did, as text for people.
struct PruneText {
  let outcome: PruneWork.Outcome
  let isDryRun: Bool
  let style: Style

  /// Lines, each with its line feed.
  var text: String {
    let width = outcome.lines.map(\.run.count).max() ?? 0
    var lines = outcome.lines.map { line in
      let id = line.run.printable + String(repeating: " ", count: width - line.run.count)
      return "\(word(line.action))  \(id)  \(line.text.printable)"
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(total)
    return lines.joined(separator: "\n") + "\n"
  }

  private func word(_ action: PruneLine.Action) -> String {
    switch action {
    case .kept: style.green("kept   ")
    case .removed: style.red("removed")
    case .trimmed: style.yellow("trimmed")
    }
  }

  private var total: String {
    guard outcome.runs > 0 || !outcome.lines.isEmpty else { return "There are no runs." }
    let verb = isDryRun ? "Would remove" : "Removed"
    var text = "\(verb) \(outcome.removedRuns) of \(outcome.runs) \(outcome.runs == 1 ? "run" : "runs")"
    if outcome.trimmedTests > 0 {
      text += " and the artifacts of \(outcome.trimmedTests) \(outcome.trimmedTests == 1 ? "test" : "tests")"
    }
    return text + ": \(ByteText.short(outcome.bytes))"
  }
}
