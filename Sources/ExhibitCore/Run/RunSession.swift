import CExhibitRecord
import ExhibitFixtures
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
    var counts: [Outcome: Int] = Dictionary()  // not `[:]`, see `NameTable`
    var passedCount = 0
    /// The test that was taken last when it was not quiet any more, and its place in the plan.
    var taken: (place: Int, attempt: TestAttempt)?
    /// How often hooks have failed, by their names and events.
    var hookFailures: [String: Int] = Dictionary()
    var isFinished = false
    /// The class whose tests are about to start, are running, or have just ended.
    var openClass: String?
    /// What tests share, once somebody has asked for it.
    var fixtures: FixtureStore?

    mutating func count(_ outcome: Outcome) {
      if case .passed = outcome {
        passedCount += 1
      } else {
        counts[outcome, default: 0] += 1
      }
    }
  }

  /// The session of the process; a type of its own, see `SignalNamespace`.
  private struct Shared {
    var session: RunSession?
  }

  private static let shared = Locked(Shared())

  /// The session that counts in this task instead of that of the process; see `Diagnostics.scoped`.
  private static var scoped: RunSession? { isScoped.isSet ? ofTask : nil }

  @TaskLocal private static var ofTask: RunSession?
  private static let isScoped = AtomicFlag(false)

  private static func withScoped<Result>(_ session: RunSession?, _ body: () throws -> Result) rethrows -> Result {
    isScoped.exchange(true)
    return try $ofTask.withValue(session, operation: body)
  }

  /// The session of this process, once a test event has begun it.
  package static var current: RunSession? { scoped ?? shared.withLock { $0.session } }

  /// What makes this session, and what it says, that of a closure on another thread; `nil` if it is that of the process.
  func scope() -> (@Sendable (() -> Void) -> Void)? {
    guard Self.scoped === self else { return nil }
    let diagnostics = Diagnostics.scoped
    return { [weak self] body in
      Self.withScoped(self) { Diagnostics.withScoped(diagnostics, body) }
    }
  }

  /// The hook engine.
  package let engine: HookEngine

  /// Whether somebody has asked for what tests share; most processes do without.
  let usesFixtures = AtomicFlag(false)

  /// The run's directory, if it could be made.
  package let run: RunDirectory?

  /// What is taken out of everything that is written.
  let redaction: RedactionRules

  /// The tests of this process.
  package let plan: TestPlan

  let framework: StaticString
  /// The package's root.
  let sourceRoot: String
  let writer: RecordWriter?
  let allowance: ArtifactAllowance
  let directories: TestDirectories?
  private let isFiltered: Bool
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
    isFiltered = launch.isFiltered
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
    shared.withLock { $0.session = session }
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
    return try withScoped(session) {
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
    // By numbers, see `EventHooks.add`.
    for place in 0..<configuration.diagnostics.count { Diagnostics.shared.say("\(configuration.diagnostics[place])") }
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
    // Rendering the whole run after each process of a parallel one would take a time that grows with its square.
    if !isOneOfMany { buildReports() }
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
    guard let writer else { return }
    if writer.isMoved {
      Diagnostics.shared.say(
        "\(writer.run.path) was moved while its tests were running: the record went with it, but evidence that came later "
          + "is where it would have been")
    }
    writer.trim()
  }

  /// Whether this seems to be one of the processes of a parallel run, each of which is given the name of one test.
  var isOneOfMany: Bool { isFiltered && plannedCount <= 1 }

  /// Whether every test of this process is over.
  var isFinished: Bool { state.withLock { $0.isFinished } }

  /// The process ends; if a test is running, as when it calls `exit`, the record says so.
  package func processExits() {
    if tellExit() { drainBackground() }
    send(RunSignals.processExiting)
  }

  /// The process ends by `quick_exit`, which waits for nothing.
  package func processExitsQuickly() { _ = tellExit() }

  private func tellExit() -> Bool {
    guard let attempt = currentAttempt, !attempt.isFinished else { return false }
    writer?.event("exhibitProcessExited", testID: attempt.key.id)
    return true
  }

  /// Sees to it that the session of this process hears of `quick_exit`.
  package static func watchQuickExit() {
    exhibit_at_quick_exit { RunSession.current?.processExitsQuickly() }
  }

  private func addDefaultCallbacks() {
    saveWhatIsAskedFor()
    takeWhatIsRedacted()
    makeDirectory(before: .startTest)
    makeDirectory(before: .finishTest)
  }

  private func makeDirectory(before event: EventName) {
    engine.beforeByDefault(
      event, named: "artifact_path",
      values: { [unowned self] event, update in
        guard let attempt = try self.attempt(of: event[.testID]) else { return }
        self.makeDirectory(of: attempt)
        update[.artifactPath] = attempt.usablePath()
      },
      direct: { [unowned self] subject in
        // The line for the start, or the end, was written just now; only receivers of signals may have run since.
        if let attempt = subject as? TestAttempt {
          self.makeDirectory(of: attempt, follows: RunSignals.testStarted.isIdle)
        }
      })
  }

  /// Makes the directory of a test if it is not there; if it cannot be made, that is said.
  private func makeDirectory(of attempt: TestAttempt, follows: Bool = false) {
    do throws(EvidenceError) {
      try directory(of: attempt, follows: follows)
    } catch {
      Diagnostics.shared.say("no evidence is kept: \(error)", from: error)
    }
  }

  func relativeToSourceRoot(_ file: String) -> String {
    file.path(below: sourceRoot) ?? file
  }

  /// How many signals about the run are being sent here, inside of one another.
  @TaskLocal private static var signalDepth = 0

  /// Sends one of the signals about the run; a receiver that fails is said once.
  ///
  /// It is not sent from inside of more than seven others: a receiver that always causes its own signal would end the
  /// process, for want of stack. Eight levels are few enough for one that causes it twice each time.
  func send<Payload>(_ signal: @autoclosure () -> Signal<Payload>, _ payload: @autoclosure () -> Payload) {
    // The signals are not even made where nobody can have connected to one.
    guard SignalNamespace.mayHaveReceivers else { return }
    let signal = signal()
    guard !signal.isIdle else { return }
    guard Self.signalDepth < 8 else {
      return Diagnostics.shared.say(
        "signal '\(signal.name)' was not sent: its receivers, or those of other signals, cause it without end "
          + "(\(signal.receivers(for: nil).joined(separator: ", "))); what causes it belongs inside of `muted`")
    }
    let result = Self.$signalDepth.withValue(Self.signalDepth + 1) { signal.send(payload()) }
    SignalReports.reportFailures(of: result, signal: signal.name)
  }

  func send(_ signal: @autoclosure () -> Signal<RunInformation>) {
    guard let run else { return }
    send(signal(), RunInformation(runID: run.id.rawValue, directory: run.path))
  }
}
