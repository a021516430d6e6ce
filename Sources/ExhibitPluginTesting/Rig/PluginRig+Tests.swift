public import ExhibitCore
public import ExhibitHooks
import ExhibitRecord
import Foundation

extension PluginRig {
  /// A test of a rig.
  public struct Test: Sendable {
    /// Its id, `Module.Class/method`.
    public let id: String

    let attempt: TestAttempt

    /// Which attempt at the test of that id this is, from 1.
    public var number: Int { attempt.number }
  }

  /// Starts a test, which fires `start_test`; several may run at once.
  ///
  /// - Parameter id: Its id; any text will do.
  /// - Returns: The test.
  @discardableResult
  public func startTest(_ id: String = "RigTests.RigTests/testSample") -> Test {
    Test(id: id, attempt: within { session.testStarted(TestKey(id: id)) })
  }

  /// Ends a test, which fires `finish_test`; a test that has ended stays as it is.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - outcome: How it ended; a word that the record does not know counts as `TestOutcome.error`.
  ///   - skipReason: Why it was skipped, if it was.
  public func finishTest(_ test: Test, _ outcome: TestOutcome = .passed, skipReason: String? = nil) {
    within {
      session.testFinished(test.attempt, outcome: Outcome(rawValue: outcome.rawValue) ?? .error, skipReason: skipReason)
    }
  }

  /// Records a failure of a test, which fires `test_issue`.
  ///
  /// - Parameters:
  ///   - message: What failed.
  ///   - test: The test.
  ///   - file: Where, if that is to be known.
  ///   - line: The line there.
  public func recordIssue(_ message: String, in test: Test, file: String? = nil, line: Int = 1) {
    within { session.issueRecorded(message, file: file, line: line, attempt: test.attempt) }
  }

  /// Runs a test from its start to its end.
  ///
  /// - Parameters:
  ///   - id: Its id; any text will do.
  ///   - outcome: How it ends. If the body throws, that is recorded as a failure, and the test has failed.
  ///   - body: What it does.
  /// - Returns: The test.
  @discardableResult
  public func runTest(
    _ id: String = "RigTests.RigTests/testSample", outcome: TestOutcome = .passed, _ body: () throws -> Void = {}
  ) -> Test {
    let test = startTest(id)
    do {
      try within(body)
      finishTest(test, outcome)
    } catch {
      recordIssue("caught error: \(error)", in: test)
      finishTest(test, .failed)
    }
    return test
  }

  /// Fires an event.
  ///
  /// - Parameters:
  ///   - name: The event.
  ///   - values: The values that it carries.
  /// - Returns: The values after all phases, and the outcome of every hook that is not in the background.
  @discardableResult
  public func fire(_ name: EventName, _ values: HookValues = HookValues()) -> HookResult {
    within { engine.fire(name, values) }
  }

  /// Fires `build_report` over what was recorded so far.
  ///
  /// - Returns: The values after all phases, and the outcomes.
  @discardableResult
  public func buildReports() -> HookResult {
    fire(.buildReport, ["run_id": "rig", "run_dir": runDirectory.path, "report_path": reportDirectory.path])
  }
}
