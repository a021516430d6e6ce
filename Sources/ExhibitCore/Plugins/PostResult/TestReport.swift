import ExhibitRecord
import ExhibitSupport

/// Artifactor's `test-report.json`: the final attempt at each test, and how many ended how.
struct TestReport: Encodable {
  /// One test.
  struct Test: Encodable {
    let id: String
    let testName: String
    let testLocation: String
    /// Artifactor's word for the outcome, under `overall`.
    let statuses: [String: String]
    /// Exhibit's own word for it, which is more exact.
    let outcome: String
    let attempt: Int
    let startTime: Double?
    let finishTime: Double?
    let duration: Double?
    let message: String?
    let file: String?
    let line: Int?
    let artifactPath: String?
    let files: [String]
  }

  /// The tests by `<location>/<name>`.
  let tests: [String: Test]
  let testCounts: [String: Int]

  /// The ids of the tests that are no success, in order.
  let badTests: [String]

  enum CodingKeys: CodingKey {
    case tests, testCounts
  }

  /// Sums a run up; a test that is still running in another process is not in it.
  init(_ summary: RunSummary) {
    var tests: [String: Test] = [:]
    var counts = ["total": 0]
    var bad: [String] = []
    for result in summary.results where result.outcome != .running {
      let status = Self.status(of: result.outcome)
      counts[status, default: 0] += 1
      counts["total", default: 0] += 1
      if result.outcome.isBad { bad.append(result.key.id) }
      let name = result.key.testCase.map { "\(result.key.name)[\($0)]" } ?? result.key.name
      let issue = result.issues.first { !$0.isKnown } ?? result.issues.first
      let duration = result.durationNanoseconds.map { Double($0) / 1e9 }
      tests["\(result.key.location)/\(name)"] = Test(
        id: result.testID, testName: name, testLocation: result.key.location, statuses: ["overall": status],
        outcome: result.outcome.rawValue, attempt: result.attempt, startTime: result.startedAt,
        finishTime: result.startedAt.flatMap { start in duration.map { start + $0 } }, duration: duration,
        message: result.message, file: issue?.file, line: issue?.line, artifactPath: result.artifactPath,
        files: result.artifacts.map(\.path))
    }
    self.tests = tests
    testCounts = counts
    badTests = bad
  }

  private static func status(of outcome: Outcome) -> String {
    switch outcome {
    case .passed, .failed, .skipped, .running: outcome.rawValue
    case .error, .crashed, .killed, .hung, .lost: "error"
    case .expectedFailure: "xfailed"
    case .unexpectedPass: "xpassed"
    }
  }
}
