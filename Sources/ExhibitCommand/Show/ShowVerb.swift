import ExhibitCore
import ExhibitRecord
import ExhibitSupport
import Foundation

/// `exhibit show`: what happened in a run, or in one test of it.
struct ShowVerb: Verb {
  var recorded = "latest"
  var test: String?
  var failed = false
  var json = false
  var package = "."

  static let declaration = VerbDeclaration<Self>(
    "show",
    abstract: "Shows what happened in a run, or in one test of it.",
    discussion: """
      RUN is a run directory, a run id, `latest`, or `latest~1` for the one before. TEST is a test's id, or a part of \
      it; it alone shows the test in the latest run.

        exhibit show
        exhibit show latest~1 --failed
        exhibit show ServerTests/testRename
      """,
    parameters: [
      .argument(\.recorded, .path("RUN", .directories), help: "The run to show."),
      .argument(\.test, .text("TEST"), help: "Shows this test alone, with its artifacts and its log."),
      .flag(\.failed, "failed", help: "Shows only tests that failed, crashed, were killed, hung or lost."),
      .flag(\.json, "json", help: "Prints one JSON object per attempt, as in results.jsonl."),
      .option(
        \.package, "package-path", .path("P", .directories),
        help: "The package whose runs are meant; by default that of the working directory."),
    ]
  )

  func run() async throws -> ExitCode {
    let locator = RunLocator(root: try PackageArtifacts.root(ofPackageAt: package))
    var pattern = test
    let run: RunDirectory
    if test == nil, try locator.runIfAny(recorded) == nil {
      // One argument that is no run may be a test of the latest one.
      run = try locator.run("latest")
      pattern = recorded
    } else {
      run = try locator.run(recorded)
    }
    let summary = try RunSummary.read(run)
    refreshDerivedFiles(of: summary)
    var attempts = summary.attempts
    if let pattern {
      attempts = matching(pattern, in: attempts)
      if attempts.isEmpty { throw noMatch(pattern, in: summary) }
    }
    if failed { attempts.removeAll { !$0.outcome.isBad } }
    if json {
      try printJSON(attempts, of: summary)
    } else if pattern != nil {
      try Console.output(TestText(summary: summary, style: Style(isColored: Console.isColored)).text(of: attempts))
    } else {
      try Console.output(
        RunText(summary: summary, style: Style(isColored: Console.isColored)).text(of: attempts, onlyFailed: failed))
    }
    return .success
  }

  private func matching(_ pattern: String, in attempts: [AttemptResult]) -> [AttemptResult] {
    let exact = attempts.filter { $0.key.id == pattern || $0.testID == pattern || $0.key.description == pattern }
    return exact.isEmpty ? attempts.filter { $0.key.description.contains(pattern) } : exact
  }

  private func noMatch(_ pattern: String, in summary: RunSummary) -> RecordError {
    let keys = summary.attempts.map(\.key)
    let near =
      NearestSpelling.nearest(to: pattern, among: keys.map(\.id))
      ?? NearestSpelling.nearest(to: pattern, among: keys.map(\.name))
      ?? NearestSpelling.nearest(to: pattern, among: keys.flatMap(\.suites))
    // With one argument only, a run may have been meant.
    let other = test == nil ? NearestSpelling.nearest(to: pattern, among: ["latest"]) : nil
    let hint = (near ?? other).map { "; did you mean \($0.quoted)?" } ?? ""
    let what = test == nil ? "there is no run \(pattern.quoted), and run" : "run"
    return RecordError("\(what) \(summary.run.id) has no test \(pattern.quoted)\(hint)")
  }

  private func printJSON(_ attempts: [AttemptResult], of summary: RunSummary) throws {
    try Console.output(String(decoding: try DerivedFiles.lines(for: attempts, of: summary), as: UTF8.self))
  }

  /// Makes `results.jsonl` and `run.json` anew if the record has grown since.
  ///
  /// The record is what is shown, so a directory that cannot be written to is nothing to complain about.
  private func refreshDerivedFiles(of summary: RunSummary) {
    guard !summary.isRunning, !DerivedFiles.areCurrent(for: summary.run) else { return }
    try? DerivedFiles.write(summary)
  }
}
