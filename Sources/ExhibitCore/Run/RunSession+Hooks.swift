import ExhibitHooks
import ExhibitRecord
import ExhibitSupport

/// What is said of hooks: failures, and what takes long.
extension RunSession {
  /// Hears of failures whose result no caller in Exhibit gets, and lets hooks on other threads know this session.
  func prepareEngine() {
    engine.reportFailures(to: { [weak self] in self?.report($0) })
    let scope = scope()
    if let scope { engine.setContext(scope) }
    engine.setArgumentCheck { name, values in
      EventArguments(of: name)?.check(values) { Diagnostics.shared.say($0) }
    }
    engine.setSubjectSearch { [weak self] values in
      guard let testID = values[.testID] else { return self?.subjectAttempt }
      return self?.attempt(forHookOf: testID)
    }
    guard writer != nil else { return }
    engine.beginWatching { [weak self] in self?.watchHooks(in: scope) }
  }

  /// Looks from now on, now and then, for hooks that take long.
  private func watchHooks(in scope: (@Sendable (() -> Void) -> Void)?) {
    let limit = hookTime.limit
    hookWatch.start(every: hookTime.interval) { [weak self] _ in
      guard let self else { return }
      for hook in engine.slowHooks(longerThan: limit) {
        if let scope { scope { self.report(hook) } } else { report(hook) }
      }
    }
  }

  /// Puts the failures of hooks into the record and says each once.
  func report(_ result: HookResult) {
    guard result.hasFailures else { return }
    let testID = result.locals[.testID]
    let attempt = testID.map { self.attempt(forHookOf: $0) } ?? subjectAttempt
    report(result.failures, of: attempt, testID: testID)
  }

  /// Puts the failures among outcomes into the record and says each once.
  func report(_ outcomes: [HookOutcome], of attempt: TestAttempt?, testID: String? = nil) {
    for outcome in outcomes {
      guard let error = outcome.error else { continue }
      let text = ErrorText.of(error)
      let message = "hook '\(outcome.hook)' failed at '\(outcome.event)': \(text)"
      if let note = noteFailure(of: outcome) {
        record(outcome, "\(text)\(note)", of: attempt, testID: testID)
      }
      if failsTestsOnHookErrors { attempt?.add(hookError: message) }
      // The callback that saves what is asked for has said it, as for every artifact that is lost.
      let isSaid = outcome.phase == .pre && outcome.event == .saveArtifact && error is EvidenceError
      if !isSaid { Diagnostics.shared.say(message, from: error) }
    }
  }

  private func record(_ outcome: HookOutcome, _ text: String, of attempt: TestAttempt?, testID: String?) {
    writer?.event("exhibitHookFailed", testID: testID ?? attempt?.key.id, message: ("warning", text)) { buffer in
      if self.failsTestsOnHookErrors {
        if let attempt { buffer.member(#","attempt":"#, attempt.number) }
        buffer.literal(#","squashed":false"#)
      }
      buffer.member(#","event":"#, outcome.event.rawValue)
      buffer.member(#","hook":"#, outcome.hook)
      buffer.member(#","phase":"#, verbatim: outcome.phase.rawValue)
    }
  }

  /// Counts a failure: hooks that fire one another may fail without end, and the record must not grow with them.
  ///
  /// - Returns: What is added to the message in the record, or `nil` if it is not written there any more.
  private func noteFailure(of outcome: HookOutcome) -> String? {
    let limit = 1000
    let name = outcome.hook + " " + outcome.event.rawValue
    let count = state.withLock { state in
      let count = state.hookFailures[name, default: 0] + 1
      state.hookFailures[name] = count
      return count
    }
    if count > limit { return nil }
    return count == limit ? "; what fails there after this is not recorded" : ""
  }

  private func report(_ hook: SlowHook) {
    let testID = hook.locals[.testID] ?? currentAttempt?.key.id
    let message = "has been running for \(hook.time.seconds) and still runs"
    writer?.event("exhibitHookSlow", testID: testID, message: ("warning", message)) { buffer in
      buffer.member(#","event":"#, hook.event.rawValue)
      buffer.member(#","hook":"#, hook.hook)
      buffer.member(#","phase":"#, verbatim: hook.phase.rawValue)
      let (seconds, attoseconds) = hook.time.components
      buffer.literal(#","durationNanoseconds":"#)
      buffer.integer(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
    let test = testID.map { " of \($0)" } ?? ""
    Diagnostics.shared.say("hook '\(hook.hook)' at '\(hook.event)'\(test) \(message)")
  }

  /// Waits for hooks in the background, and names those that do not come to an end.
  func drainBackground() {
    guard engine.mayHaveBackground else { return }
    for late in engine.drainBackground(within: hookTime.drainLimit) {
      let events = late.events == 1 ? "1 event" : "\(late.events) events"
      Diagnostics.shared.say(
        "plugin '\(late.ident)' has not finished its work in the background in time; \(events) left out or cut off")
    }
  }
}
