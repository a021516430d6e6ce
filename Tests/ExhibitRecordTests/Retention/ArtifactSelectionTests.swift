import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct ArtifactSelectionTests {
  private func attempt(
    _ outcome: Outcome, _ path: String?, isFlaky: Bool = false, number: Int = 1
  ) -> AttemptResult {
    var attempt = AttemptResult(
      key: TestKey(id: "App.Tests/test"), testID: "App.Tests/test", framework: "xctest", attempt: number,
      outcome: outcome, process: 0)
    attempt.artifactPath = path
    attempt.isFlaky = isFlaky
    return attempt
  }

  private func paths(_ attempts: [AttemptResult], by policy: ArtifactRetention) -> [String] {
    ArtifactSelection.removable(attempts, by: policy).compactMap(\.artifactPath)
  }

  @Test func ofPassedTestsNothingStays() {
    let attempts = Outcome.allCases.map { attempt($0, "tests/App/\($0.rawValue)") }
    #expect(
      paths(attempts, by: .failed) == ["tests/App/passed", "tests/App/skipped", "tests/App/expectedFailure"])
    #expect(paths(attempts, by: .all).isEmpty)
    #expect(
      paths(attempts, by: .nothing) == Outcome.allCases.filter { $0 != .running }.map { "tests/App/\($0.rawValue)" })
  }

  @Test func ofAFlakyTestAllAttemptsStay() {
    let attempts = [
      attempt(.failed, "tests/App/test", isFlaky: true), attempt(.passed, "tests/App/test@attempt2", isFlaky: true),
    ]
    #expect(paths(attempts, by: .failed).isEmpty)
  }

  @Test func aDirectoryThatAFailedTestUsesStays() {
    #expect(paths([attempt(.passed, "tests/a"), attempt(.failed, "tests/a")], by: .failed).isEmpty)
    #expect(paths([attempt(.passed, "tests/a"), attempt(.failed, "tests/a/b")], by: .failed).isEmpty)
    #expect(paths([attempt(.passed, "tests/a/b"), attempt(.failed, "tests/a")], by: .failed).isEmpty)
    #expect(paths([attempt(.passed, "tests/a"), attempt(.failed, "tests/ab")], by: .failed) == ["tests/a"])
    #expect(paths([attempt(.passed, "tests/a"), attempt(.passed, "tests/a")], by: .failed) == ["tests/a"])
  }

  @Test(arguments: ["tests", "tests/", "events", "events/a", "", "/tests/a", "/etc", "reports/x", "../tests/a"])
  func whatIsNoDirectoryOfATestStays(path: String) {
    #expect(paths([attempt(.passed, path)], by: .nothing).isEmpty)
  }

  @Test func anyPathsAreSortedOut() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let attempts = (0..<12).map { _ in
        attempt(
          [.passed, .failed, .skipped].randomElement(using: &generator) ?? .passed,
          "tests/" + HostileText.random(using: &generator))
      }
      for policy in ArtifactRetention.allCases {
        for path in paths(attempts, by: policy) {
          #expect(path.utf8.count > 6 && path.utf8.starts(with: "tests/".utf8))
          #expect(!attempts.contains { $0.outcome == .failed && policy == .failed && $0.artifactPath == path })
        }
      }
    }
  }
}
