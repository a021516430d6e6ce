import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import TestSupport

/// A session of its own for one test, in a directory of its own, with what is said collected.
struct TestSession {
  let scratch: ScratchDirectory
  private let said = Locked<[String]>([])

  /// The lines for standard error.
  var messages: [String] { said.withLock { $0 } }

  /// Where the artifacts go.
  var root: String { scratch.path + "/Artifacts" }

  init() throws {
    scratch = try ScratchDirectory()
  }

  /// Runs the closure inside of a session.
  func run<Result>(
    _ environment: [String: String] = [:], run: String? = "r", plan: TestPlan = TestPlan(), isFiltered: Bool = false,
    _ body: (RunSession) throws -> Result
  ) rethrows -> Result {
    let launch = LaunchState(
      workingDirectory: scratch.path, requestedRun: run, isFiltered: isFiltered,
      environment: EnvironmentVariables(environment))
    let diagnostics = Diagnostics { [said] line in said.withLock { $0.append(line) } }
    return try Diagnostics.withScoped(diagnostics) {
      try RunSession.withSession(plan: plan, launch: launch, body)
    }
  }

  /// Runs the closure inside of a test.
  func test<Result>(
    _ id: String = "App.Tests/testA", _ body: (RunSession, TestAttempt) throws -> Result
  ) rethrows -> Result {
    try run { session in
      let attempt = session.testStarted(TestKey(id: id))
      defer { session.testFinished(attempt, outcome: .passed) }
      return try body(session, attempt)
    }
  }

  /// What the record says.
  func summary() throws -> RunSummary {
    try RunSummary.read(ArtifactRoot(path: root).allRuns()[0])
  }

  /// The text of a file of the test.
  func text(_ name: String, test: String = "App/Tests/testA") -> String? {
    scratch.text(of: "Artifacts/runs/r/tests/\(test)/\(name)")
  }

  /// The names of the files of the test.
  func names(test: String = "App/Tests/testA") -> [String] {
    scratch.names(in: "Artifacts/runs/r/tests/" + test)
  }
}
