import CExhibitRecord
package import ExhibitFixtures
package import ExhibitHooks
package import ExhibitRecord
import ExhibitSupport
import Foundation

/// The run as far as it happens in this process: the one place where test events become lines of the record first and
/// hook events second.
package final class RunSession: Sendable {
  struct State {
    /// The test that started last, while it runs; XCTest runs one at a time.
    var current: TestAttempt?
    /// Others that are running, the last to start at the end.
    var others: [TestAttempt] = []
    /// How many tests ended how; the usual end is counted by itself, since a dictionary takes a microsecond.
    var counts: [Outcome: Int] = [:]
    var passedCount = 0
    /// The test that was taken last when it was not quiet any more, and its place in the plan.
    var taken: (place: Int, attempt: TestAttempt)?
    var isFinished = false

    mutating func count(_ outcome: Outcome) {
      if case .passed = outcome {
        passedCount += 1
      } else {
        counts[outcome, default: 0] += 1
      }
    }
  }

  private static let shared = Locked<RunSession?>(nil)

  /// The session that counts in this task instead of that of the process.
  @TaskLocal private static var scoped: RunSession?

  /// The session of this process, once a test event has begun it.
  package static var current: RunSession? { scoped ?? shared.withLock { $0 } }

  /// What makes this session, and what it says, that of a closure on another thread; `nil` if it is that of the process.
  func scope() -> (@Sendable (() -> Void) -> Void)? {
    guard Self.scoped === self else { return nil }
    let diagnostics = Diagnostics.scoped
    return { [weak self] body in
      Self.$scoped.withValue(self) { Diagnostics.$scoped.withValue(diagnostics, operation: body) }
    }
  }

  /// The hook engine.
  package let engine: HookEngine

  /// What tests share.
  package let fixtures = FixtureStore()

  /// The run's directory, if it could be made.
  package let run: RunDirectory?

  /// What is taken out of everything that is written.
  let redaction: RedactionRules

  /// The tests of this process.
  package let plan: TestPlan

  private let framework: StaticString
  /// The package's root.
  let sourceRoot: String
  let writer: RecordWriter?
  let allowance: ArtifactAllowance
  let directories: TestDirectories?
  private let watch = LongTestWatch()
  let hookWatch = LongTestWatch()
  /// How long a hook may run before it is named.
  let hookTime: SlowHookTime

  /// Whether an error of a hook fails the test.
  package let failsTestsOnHookErrors: Bool
  let state = Locked(State())
  let quiet = QuietTests()

  private init(
    plan: TestPlan, engine: HookEngine, run: RunDirectory?, writer: RecordWriter?, configuration: LoadedConfiguration,
    framework: StaticString, launch: LaunchState
  ) {
    hookTime = SlowHookTime(environment: launch.environment)
    failsTestsOnHookErrors = !configuration.settings.squashesExceptions
    allowance = ArtifactAllowance(limits: configuration.settings.limits, run: run)
    redaction = configuration.redaction
    self.plan = plan
    self.engine = engine
    self.framework = framework
    self.run = run
    self.writer = writer
    sourceRoot = launch.workingDirectory
    let settings = configuration.settings
    directories = run.map {
      TestDirectories(
        of: $0, layout: settings.layout, redaction: configuration.redaction, isReuseAllowed: settings.reusesDirectories)
    }
  }

  // MARK: The session

  /// Begins the session of this process, unless it has begun.
  ///
  /// - Parameters:
  ///   - plan: The tests that are planned, in order.
  ///   - framework: Whose tests they are.
  ///   - launch: What was true when the process was loaded.
  /// - Returns: The session.
  package static func start(plan: TestPlan, framework: StaticString, launch: LaunchState) -> RunSession {
    if let session = current { return session }
    let configuration = LoadedConfiguration.load(launch: launch)
    let ancestor = ancestor(launch)
    let session = RunSession(
      plan: plan, configuration: configuration, framework: framework, launch: launch, ancestor: ancestor,
      isOfProcess: true)
    session.writer?.tellSignals()
    shared.withLock { $0 = session }
    SignalReports.setHandler { Diagnostics.shared.say($0) }
    // Whoever ran `swift test`, or named the run, reads the streams to their end before it goes on.
    let isAwaited = ancestor != nil || launch.requestedRun != nil
    session.begin(configuration: configuration, launch: launch, outputUse: isAwaited ? .byDefault : .ifWanted)
    return session
  }

  /// Runs the closure with a session of its own, which counts as the current one in this task and its children.
  ///
  /// - Parameters:
  ///   - plan: The tests that are planned, in order.
  ///   - launch: What was true when the process was loaded.
  ///   - body: Is given the session.
  /// - Returns: What the closure returns.
  package static func withSession<Result>(
    plan: TestPlan = TestPlan(), launch: LaunchState, _ body: (RunSession) throws -> Result
  ) rethrows -> Result {
    let configuration = LoadedConfiguration.load(launch: launch)
    let session = RunSession(
      plan: plan, configuration: configuration, framework: "xctest", launch: launch, ancestor: ancestor(launch))
    return try $scoped.withValue(session) {
      // The streams are the process's, not this session's.
      session.begin(configuration: configuration, launch: launch, outputUse: .never)
      return try body(session)
    }
  }

  /// The `swift test` above this process, unless a variable says which run it belongs to.
  private static func ancestor(_ launch: LaunchState) -> String? {
    launch.requestedRun.flatMap(RunID.init) == nil ? ProcessAncestry.swiftPackageManager() : nil
  }

  /// Opens the record; a session that lives as long as the process also hears of its signals.
  private convenience init(
    plan: TestPlan, configuration: LoadedConfiguration, framework: StaticString, launch: LaunchState, ancestor: String?,
    isOfProcess: Bool = false
  ) {
    let engine = HookEngine()
    engine.setReport { Diagnostics.shared.say($0) }
    engine.isThreaded = configuration.settings.isThreaded
    Diagnostics.shared.redact(by: configuration.redaction)
    let (run, writer) = Self.openRecord(
      configuration: configuration, launch: launch, ancestor: ancestor, watchesSignals: isOfProcess)
    self.init(
      plan: plan, engine: engine, run: run, writer: writer, configuration: configuration, framework: framework,
      launch: launch)
  }

  private func begin(configuration: LoadedConfiguration, launch: LaunchState, outputUse: OutputUse) {
    if let writer { Diagnostics.shared.use(writer) }
    prepareEngine()
    prepareFixtures()
    for diagnostic in configuration.diagnostics { Diagnostics.shared.say("\(diagnostic)") }
    RunSignals.declare()
    ResourceSignals.declare()

    addDefaultCallbacks()
    RunSetupLoader.run(configuration: configuration, modules: plan.modules, engine: engine)
    PluginLoader(
      engine: engine, configuration: configuration, hasRecord: writer != nil, outputUse: outputUse
    ).load()
    askForSecrets(configuration.settings.redaction, environment: launch.environment)
    if let writer {
      writer.plan(plan, framework: framework)
      writer.event("runStarted", message: ("default", "Run started."))
      watch.start(every: TestTimeout(environment: launch.environment).interval) { [weak self] in
        self?.testIsRunning(longerThan: $0)
      }
      send(RunSignals.runStarted)
      if engine.hasHooks(for: .startSession) {
        report(
          engine.fire(
            .startSession, ["run_id": writer.run.id.rawValue, "run_dir": writer.run.path], afterPre: nil))
      }
      removeLeftovers()
      beginQuietTests()
    }
  }

  private static func openRecord(
    configuration: LoadedConfiguration, launch: LaunchState, ancestor: String?, watchesSignals: Bool
  ) -> (RunDirectory?, RecordWriter?) {
    var requested: RunID?
    if let name = launch.requestedRun {
      requested = RunID(name)
      if requested == nil {
        Diagnostics.shared.say(
          "EXHIBIT_RUN=\(name) is not a run id: letters, digits, '-', '_' and '.' only; this run gets an id of its own")
      }
    }
    do throws(FileSystem.Failure) {
      let root = ArtifactRoot(path: configuration.artifactRoot)
      let entry = try RunEntry.enter(root, requested: requested, ancestor: ancestor)
      let run = entry.run
      var header = ProcessHeader(environment: launch.environment, sourceRoot: launch.workingDirectory)
      header.watchesSignals = watchesSignals
      header.testTimeout = TestTimeout(environment: launch.environment).seconds
      if watchesSignals { exhibit_watch_signals() }
      let writer = try RecordWriter(run: run, process: header, redaction: configuration.redaction) { incident in
        switch incident {
        case .incomplete(let failure):
          Diagnostics.shared.say("the record is incomplete: \(failure)", from: failure)
        case .tooLong:
          Diagnostics.shared.say("the record is incomplete: a line was too long")
        case .removed:
          Diagnostics.shared.say("\(run.path) was removed while its tests were running, and is made again")
          root.restore(run, ancestor: ancestor)
        }
      }
      configuration.retention(in: root, header: header)?.begin(isNewRun: entry.isNew)
      return (entry.run, writer)
    } catch {
      Diagnostics.shared.say(
        "no evidence is kept: \(error). Set EXHIBIT_ARTIFACT_DIR to a directory that can be written",
        from: EvidenceError(code: .unwritable, message: "\(error)", cause: .noRun))
      return (nil, nil)
    }
  }

  /// Ends the session: every test of this process is over.
  package func finish() {
    endScopes()
    let isFirst = state.withLock { state in
      defer { state.isFinished = true }
      return !state.isFinished
    }
    guard isFirst else { return }
    watch.stop()
    writer?.event("runEnded", message: ("default", "Run ended."))
    // Of the processes of a parallel run each has one test; rendering the whole run after each of them would take a
    // time that grows with its square.
    if plannedCount > 1 { buildReports() }
    if let run, engine.hasHooks(for: .finishSession) {
      let counts = state.withLock { state in
        let passedCount = state.passedCount + exhibit_quiet_passed_count(plan.c)
        if passedCount > 0 { state.counts[.passed] = passedCount }
        return Dictionary(uniqueKeysWithValues: state.counts.map { ($0.key.rawValue, $0.value) })
      }
      report(
        engine.fire(
          .finishSession, ["run_id": run.id.rawValue, "run_dir": run.path, "counts": counts], afterPre: nil))
    }
    drainBackground()
    hookWatch.stop()
    send(RunSignals.runFinished)
    writer?.trim()
  }

  /// Whether every test of this process is over.
  var isFinished: Bool { state.withLock { $0.isFinished } }

  /// The process ends; if a test is running, as when it calls `exit`, the record says so.
  package func processExits() {
    if let attempt = currentAttempt, !attempt.isFinished {
      writer?.event("exhibitProcessExited", testID: attempt.key.id)
      drainBackground()
    }
    send(RunSignals.processExiting)
  }

  // MARK: Tests

  /// How many tests are planned, or have been run without a plan.
  var plannedCount: Int { plan.count }

  /// The test that is running.
  package var currentAttempt: TestAttempt? { state.withLock { current(&$0) } }

  /// The attempt that is running at a test of that name and place.
  func attempt(named name: String, at location: String) -> TestAttempt? {
    state.withLock { state in
      ([current(&state)].compactMap { $0 } + state.others.reversed())
        .first { $0.key.name == name && $0.key.location == location }
    }
  }

  /// The attempt that is running at a test.
  package func attempt(of testID: String) -> TestAttempt? {
    state.withLock { state in
      if let current = current(&state), current.key.id.isIdentical(to: testID) { return current }
      return state.others.last { $0.key.id.isIdentical(to: testID) }
    }
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
      let result = engine.fire(.startTest, locals(of: attempt)) { values in
        self.redactPath(in: &values)
        self.settlePath(in: &values, of: attempt)
        if let path = values[.artifactPath] { attempt.setDirectory(path) }
      }
      report(result)
    }
    attempt.beginBody()
  }

  /// Tells the record that a test is still running: should nothing follow, that is how long it ran.
  private func testIsRunning(longerThan seconds: Double) {
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
    report(engine.fire(.testIssue, values, afterPre: nil))
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
    if !fixtures.end(.test).isEmpty, !outcome.isBad { outcome = .error }
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
      let result = engine.fire(.finishTest, values) {
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

  private func addDefaultCallbacks() {
    saveWhatIsAskedFor()
    takeWhatIsRedacted()
    for event in [EventName.startTest, .finishTest] {
      engine.beforeByDefault(
        event, named: "artifact_path",
        values: { [unowned self] event, update in
          guard let attempt = try self.attempt(of: event[.testID]) else { return }
          update[.artifactPath] = self.usableDirectory(of: attempt)
        },
        direct: { [unowned self] subject in
          // The line for the start, or the end, was written just now; only receivers of signals may have run since.
          if let attempt = subject as? TestAttempt {
            _ = self.usableDirectory(of: attempt, follows: RunSignals.testStarted.isIdle)
          }
        })
    }
  }

  /// The directory of a test, made if it is not there; if it cannot be made, that is said.
  private func usableDirectory(of attempt: TestAttempt, follows: Bool = false) -> String {
    let (path, failure) = directory(of: attempt, follows: follows)
    if let failure { Diagnostics.shared.say("no evidence is kept: \(failure)", from: failure) }
    return path
  }

  func relativeToSourceRoot(_ file: String) -> String {
    file.path(below: sourceRoot) ?? file
  }

  /// Sends one of the signals about the run; a receiver that fails is said once.
  func send<Payload>(_ signal: @autoclosure () -> Signal<Payload>, _ payload: @autoclosure () -> Payload) {
    // The signals are not even made where nobody can have connected to one.
    guard SignalNamespace.mayHaveReceivers else { return }
    let signal = signal()
    guard !signal.isIdle else { return }
    SignalReports.reportFailures(of: signal.send(payload()), signal: signal.name)
  }

  private func send(_ signal: @autoclosure () -> Signal<RunInformation>) {
    guard let run else { return }
    send(signal(), RunInformation(runID: run.id.rawValue, directory: run.path))
  }
}
