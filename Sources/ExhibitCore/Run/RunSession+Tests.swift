import CExhibitRecord
import ExhibitFixtures
import ExhibitHooks
package import ExhibitRecord
import ExhibitSupport
import Foundation

/// Tests as they start, fail and end: lines of the record first, signals and hook events second.
extension RunSession {
  /// How many tests are planned, or have been run without a plan.
  var plannedCount: Int { plan.count }

  /// The test that is running.
  package var currentAttempt: TestAttempt? { state.withLock { current(&$0) } }

  /// The test that the code which runs now is about: in a hook that of its event, or of an event around it, and else
  /// the one that is running.
  package var subjectAttempt: TestAttempt? {
    let found = HookEngine.nearest { subject, values -> TestAttempt?? in
      if let attempt = subject as? TestAttempt { return attempt }
      return values[.testID].map { self.attempt(of: $0) }
    }
    return found ?? currentAttempt
  }

  /// The attempt that is running at a test of that name, at that place, as far as they are known; the one that started
  /// last, should there be several.
  func attempt(named name: String?, at location: String?) -> TestAttempt? {
    state.withLock { state in
      ([current(&state)].compactMap { $0 } + state.others.reversed())
        .first { name.map($0.key.name.isIdentical) != false && location.map($0.key.location.isIdentical) != false }
    }
  }

  /// The attempt that is running at a test.
  package func attempt(of testID: String) -> TestAttempt? {
    state.withLock { state in
      if let current = current(&state), current.key.id.isIdentical(to: testID) { return current }
      return state.others.last { $0.key.id.isIdentical(to: testID) }
    }
  }

  /// The attempt at a test that the hook which runs now is about, although it may have ended since the event was fired;
  /// else the one that is running.
  func attempt(forHookOf testID: String) -> TestAttempt? {
    let found = HookEngine.nearest { subject, _ in
      (subject as? TestAttempt).flatMap { $0.key.id.isIdentical(to: testID) ? $0 : nil }
    }
    return found ?? attempt(of: testID)
  }

  /// A test starts: the record has it before anything of it runs.
  package func testStarted(_ key: TestKey) -> TestAttempt {
    enterScopes(of: key)
    let (attempt, isPlanned) = state.withLock { state in
      let (number, isPlanned) = plan.start(key)
      let attempt = TestAttempt(key: key, number: number, run: run, directories: directories)
      if let other = current(&state) { state.others.append(other) }
      exhibit_quiet_disturb(plan.c, 1)
      state.current = attempt
      return (attempt, isPlanned)
    }
    // Who was not told of the whole suite did not plan all of its tests.
    if !isPlanned { writer?.test(key, framework: framework) }
    writer?.testStarted(key, attempt: attempt.number)
    send(RunSignals.testStarted, TestInformation(testID: key.id, attempt: attempt.number, outcome: nil))
    fireStart(of: attempt)
    return attempt
  }

  /// Fires the event of a start, and lets the test's own time begin.
  func fireStart(of attempt: TestAttempt) {
    if let failures = engine.fireDirectly(.startTest, about: attempt) {
      if !failures.isEmpty { report(failures, of: attempt) }
    } else {
      let result = engine.fire(.startTest, locals(of: attempt), about: attempt) { values in
        self.redactPath(in: &values)
        self.settlePath(in: &values, of: attempt)
        if let path = values[.artifactPath] { attempt.setDirectory(path) }
      }
      report(result)
    }
    attempt.beginBody()
  }

  /// Tells the record that a test is still running: should nothing follow, that is how long it ran.
  func testIsRunning(longerThan seconds: Double) {
    guard let attempt = currentAttempt, !attempt.isFinished else { return }
    let elapsed = attempt.elapsed
    guard Double(elapsed) / 1e9 >= seconds else { return }
    writer?.event("exhibitTestRunning", testID: attempt.key.id) { buffer in
      buffer.member(#","attempt":"#, attempt.number)
      buffer.literal(#","durationNanoseconds":"#)
      buffer.integer(elapsed)
    }
  }

  /// A failure happened, on whatever thread.
  ///
  /// - Parameters:
  ///   - message: What failed.
  ///   - file: The file as the compiler names it, or `nil` if it is not known.
  ///   - line: The line, from 1.
  ///   - attempt: The test that the framework blames.
  package func issueRecorded(_ message: String, file: String?, line: Int, attempt: TestAttempt) {
    let failure = TestFailure(
      testID: attempt.key.id, message: message, file: file, line: file == nil ? nil : line)
    attempt.add(failure)
    let text = shortened(message, description: "failure message", attempt: attempt)
    writer?.event(
      "issueRecorded", testID: attempt.key.id, message: ("fail", text.text),
      exhibit: { buffer in
        buffer.member(#","attempt":"#, attempt.number)
        buffer.member(#","file":"#, file.map(self.relativeToSourceRoot))
        if attempt.isFinished { buffer.literal(#","late":true"#) }
        text.write(to: buffer)
      },
      details: { buffer in
        buffer.literal(#","issue":{"isKnown":false,"severity":"error","isFailure":true"#)
        if let file {
          buffer.member(#","sourceLocation":{"filePath":"#, file)
          buffer.member(#","line":"#, max(line, 1))
          buffer.literal(#","column":1}"#)
        }
        buffer.literal("}")
      })
    send(RunSignals.testFailed, failure)
    guard engine.hasHooks(for: .testIssue) else { return }
    var values: HookValues = ["test_id": attempt.key.id, "message": message]
    values[.file] = file
    if file != nil { values[.line] = line }
    report(engine.fire(.testIssue, values, about: attempt, afterPre: nil))
  }

  /// A test was skipped; its end follows.
  package func testSkipped(reason: String?, file: String?, line: Int?, attempt: TestAttempt) {
    writer?.event(
      "testSkipped", testID: attempt.key.id, message: reason.map { ("skip", $0) },
      exhibit: { buffer in
        buffer.member(#","attempt":"#, attempt.number)
        buffer.member(#","skipReason":"#, reason)
        buffer.member(#","file":"#, file.map(self.relativeToSourceRoot))
        buffer.member(#","line":"#, line)
      })
  }

  /// A test has ended: its outcome is final.
  package func testFinished(_ attempt: TestAttempt, outcome: Outcome, skipReason: String? = nil) {
    var outcome = outcome
    if fixturesInUse?.end(.test).isEmpty == false, !outcome.isBad { outcome = .error }
    // Errors of hooks that came too late for the framework.
    if failsTestsOnHookErrors, !outcome.isBad, !attempt.takeHookErrors().isEmpty { outcome = .error }
    guard let end = attempt.finish(outcome, reason: skipReason) else { return }
    writer?.testEnded(
      attempt.key, attempt: attempt.number, outcome: outcome, nanoseconds: end.nanoseconds, issues: end.issueCount,
      artifactPath: end.recordedPath)
    var hookError: (any Error)?
    if let failures = engine.fireDirectly(.finishTest, about: attempt) {
      if !failures.isEmpty {
        hookError = failures[0].error
        report(failures, of: attempt)
      }
    } else {
      var values = locals(of: attempt)
      values[.testResult] = TestOutcome(outcome)
      values[.duration] = .nanoseconds(end.nanoseconds)
      values[.message] = skipReason
      let result = engine.fire(.finishTest, values, about: attempt) {
        self.redactPath(in: &$0)
        self.settlePath(in: &$0, of: attempt)
      }
      hookError = result.failures.first?.error
      report(result)
    }
    if failsTestsOnHookErrors, hookError != nil, !outcome.isBad { outcome = .error }
    if SignalNamespace.mayHaveReceivers, !RunSignals.testFinished.isIdle || !RunSignals.testTornDown.isIdle {
      let information = TestInformation(
        testID: attempt.key.id, attempt: attempt.number, outcome: TestOutcome(outcome))
      send(RunSignals.testFinished, information)
      send(
        RunSignals.testTornDown,
        TestTearDown(test: information, failure: attempt.firstFailure, hookError: hookError))
    }
    state.withLock { state in
      state.count(outcome)
      if state.current === attempt {
        state.current = nil
      } else {
        state.others.removeAll { $0 === attempt }
      }
      exhibit_quiet_disturb(plan.c, -1)
    }
  }

  private func locals(of attempt: TestAttempt) -> HookValues {
    let key = attempt.key
    return HookValues(
      distinct: ("test_name", key.name), ("test_location", key.location), ("test_id", key.id),
      ("attempt", attempt.number))
  }
}
