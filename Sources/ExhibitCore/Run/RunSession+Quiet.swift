import CExhibitOutput
import CExhibitRecord
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Tests of which nobody wants to know more than that they start and pass.
///
/// They need no attempt, no values and no hooks: `CExhibitRecord` writes their lines, directories and logs as the hooks
/// of the plugins that come with Exhibit would. Who asks for such a test takes it, and from then on it is like any other.
extension RunSession {
  /// Lets tests be quiet if all that acts on them can do without hooks.
  func beginQuietTests() {
    let revision = engine.revision
    guard let writer, !failsTestsOnHookErrors, let plugins = quietPlugins() else { return }
    var options = exhibit_quiet_options()
    options.record = writer.record
    options.longest_name = PathComponent.limit
    if plugins.output != nil {
      options.started = exhibit_output_quiet_test_started
      options.ended = exhibit_output_test_ended
    }
    options.has_directories = plugins.log != nil || plugins.output != nil
    if options.has_directories {
      guard directories != nil else { return }
    }
    if let log = plugins.log {
      var (name, type) = (log.fileName, ContentType.plainText.rawValue)
      name.withUTF8 { name in
        type.withUTF8 { type in
          options.log_name = exhibit_text(name)
          options.log_type = exhibit_text(type)
          exhibit_quiet_begin(plan.c, &options)
        }
      }
    } else {
      exhibit_quiet_begin(plan.c, &options)
    }
    quiet.plugins.withLock { $0 = plugins }
    quiet.revision.set(revision)
  }

  /// The plugins that act on tests, if each can do that without hooks.
  private func quietPlugins() -> QuietTests.Plugins? {
    guard let first = engine.directOwners(of: .startTest), let last = engine.directOwners(of: .finishTest) else {
      return nil
    }
    guard first.count == last.count else { return nil }
    var plugins = QuietTests.Plugins()
    // By numbers, see `EventHooks.add`.
    for place in 0..<first.count {
      guard first[place] === last[last.count - 1 - place] else { return nil }
      // In this order they are told of starts.
      if let log = first[place] as? LogPlugin, plugins.log == nil, plugins.output == nil {
        plugins.log = log
      } else if let output = first[place] as? OutputPlugin, plugins.output == nil {
        plugins.output = output
      } else {
        return nil
      }
    }
    // Whoever hears of artifacts hears of logs too.
    if let log = plugins.log, engine.hasHooks(for: .saveArtifact, otherThan: log.ident) { return nil }
    return plugins
  }

  /// Whether the plan does what hooks and receivers would.
  private var canBeQuiet: Bool {
    guard engine.revision == quiet.revision.value, redaction.redactor == nil else { return false }
    // Nor does it end the scopes of fixtures.
    if fixturesInUse?.followsTests == true { return false }
    guard SignalNamespace.mayHaveReceivers else { return true }
    return RunSignals.testStarted.isIdle && RunSignals.testFinished.isIdle && RunSignals.testTornDown.isIdle
      && RunSignals.artifactSaved.isIdle
  }

  /// How a planned test has started.
  package enum QuietStart {
    /// Quietly.
    case quiet
    /// Quietly, and then something went wrong.
    case begun(TestAttempt)
    /// Not at all.
    case no
  }

  /// Starts a planned test quietly, if that can be.
  ///
  /// - Parameter object: The framework's object.
  /// - Returns: Whether it has, and its attempt if it is quiet no more.
  package func startQuietly(_ object: UnsafeRawPointer) -> QuietStart {
    guard canBeQuiet else { return .no }
    var taken = exhibit_taken()
    var result: Int32 = 0
    var outcome = Int(exhibit_quiet_start(plan.c, object, &taken, &result))
    if outcome == EXHIBIT_QUIET_ASKS {
      sayDirectory(ofTestAt: taken.index)
      outcome = Int(exhibit_quiet_start(plan.c, object, &taken, &result))
    }
    writer?.finish(result)
    if outcome == EXHIBIT_QUIET_DONE {
      reportLostBoundary()
      return .quiet
    }
    guard outcome == EXHIBIT_QUIET_BEGUN else { return .no }
    let attempt = state.withLock { state in
      let attempt = adopt(taken, &state)
      exhibit_quiet_disturb(plan.c, 1)
      state.current = attempt
      return attempt
    }
    fireStart(of: attempt)
    return .begun(attempt)
  }

  /// Ends a quiet test, which has passed.
  ///
  /// - Parameter object: The framework's object.
  /// - Returns: Whether it was quiet to the end.
  package func passQuietly(_ object: UnsafeRawPointer) -> Bool {
    guard canBeQuiet else { return false }
    var taken = exhibit_taken()
    var result: Int32 = 0
    let outcome = Int(exhibit_quiet_pass(plan.c, object, &taken, &result))
    let code = errno
    writer?.finish(result)
    if outcome == EXHIBIT_QUIET_NOT { return false }
    reportLostBoundary()
    if outcome == EXHIBIT_QUIET_UNLOGGED, let log = quiet.plugins.withLock({ $0.log }) {
      let attempt = state.withLock { state in
        state.count(.passed)
        return adopt(taken, &state)
      }
      let error = FileSystem.Failure(path: attempt.usablePath() + "/" + log.fileName, code: code)
      report([engine.failure(of: log.ident, at: .finishTest, error)], of: attempt)
    }
    return true
  }

  /// The attempt at a planned test, which is quiet no more.
  ///
  /// - Parameter object: The framework's object.
  /// - Returns: `nil` if it has not started, or was never quiet.
  package func attempt(of object: UnsafeRawPointer) -> TestAttempt? {
    state.withLock { state in
      if exhibit_quiet_runs(plan.c, object) { return current(&state) }
      guard let place = plan.place(of: object) else { return nil }
      if let taken = state.taken, taken.place == place { return taken.attempt }
      var taken = exhibit_taken()
      return exhibit_quiet_take_passed(plan.c, place, &taken) ? adopt(taken, &state) : nil
    }
  }

  /// The test that is running, which is quiet no more.
  func current(_ state: inout State) -> TestAttempt? {
    if let current = state.current { return current }
    var taken = exhibit_taken()
    guard exhibit_quiet_take_running(plan.c, &taken) else { return nil }
    let attempt = adopt(taken, &state)
    exhibit_quiet_disturb(plan.c, 1)
    state.current = attempt
    return attempt
  }

  /// Makes the attempt of a test that was quiet.
  private func adopt(_ taken: exhibit_taken, _ state: inout State) -> TestAttempt {
    let key = plan.key(at: taken.index)
    let attempt = TestAttempt(key: key, number: Int(taken.attempt), run: run, directories: directories)
    // It is there, and the record knows it.
    if taken.has_directory { _ = try? attempt.directory() }
    attempt.beginBody(at: taken.started)
    if taken.has_log, let log = quiet.plugins.withLock({ $0.log }) {
      let file = AppendFile(path: attempt.usablePath() + "/" + log.fileName, file: taken.log)
      log.adopt(file, of: attempt, started: taken.log_started)
    }
    if taken.has_passed { attempt.pass(nanoseconds: taken.nanoseconds) }
    state.taken = (taken.index, attempt)
    return attempt
  }

  /// Tells the plan where the directories of a class are.
  private func sayDirectory(ofTestAt place: Int) {
    let key = plan.key(at: place)
    let suite = exhibit_plan_test(plan.c, place).suite
    // A failure is said by whoever needs the directory next.
    guard let run, let parent = try? directories?.plainParent(of: key), !run.relative(parent.path).hasPrefix("/") else {
      return exhibit_quiet_set_directory(plan.c, suite, exhibit_siblings(), exhibit_text(), exhibit_text())
    }
    var (path, recorded) = (parent.path, run.relative(parent.path))
    path.withUTF8 { path in
      recorded.withUTF8 { recorded in
        exhibit_quiet_set_directory(plan.c, suite, parent.siblings, exhibit_text(path), exhibit_text(recorded))
      }
    }
  }

  private func reportLostBoundary() {
    if exhibit_output_lost_boundary() { quiet.plugins.withLock { $0.output }?.sayLostBoundary() }
  }
}
