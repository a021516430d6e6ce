import CExhibitXCTest
import ExhibitCore
import ExhibitRecord
import ExhibitSupport
import Foundation
import XCTest

/// The state behind all observers of this process.
final class XCTestBridge: Sendable {
  static let shared = XCTestBridge()

  private struct State {
    /// The observer whose events count: the first that had one, since others tell the same.
    var observer: ObjectIdentifier?
    var suiteDepth = 0
    /// The session, once it has begun here.
    var session: RunSession?
    var attempts = TestAttempts()
    var hasExitHandler = false

    /// Whether an event of this observer counts.
    mutating func counts(_ asking: ExhibitObserver) -> Bool {
      if observer == nil { observer = ObjectIdentifier(asking) }
      return observer == ObjectIdentifier(asking)
    }
  }

  private let state = Locked(State())

  /// Whether an event of this observer counts.
  private func isFirst(_ observer: ExhibitObserver) -> Bool {
    !ExhibitSwitch.isOff && state.withLock { $0.counts(observer) }
  }

  /// An observer is gone; the next one that has an event counts in its place.
  func forget(_ observer: ExhibitObserver) {
    state.withLock { state in
      guard state.observer == ObjectIdentifier(observer) else { return }
      state.observer = nil
      begun.set(0)
    }
  }

  // MARK: The session that has begun

  /// A session, and the observer that tells it of tests.
  private final class Begun: Sendable {
    let session: RunSession
    let observer: ObjectIdentifier

    init(session: RunSession, observer: ObjectIdentifier) {
      self.session = session
      self.observer = observer
    }
  }

  /// Where it is in memory, which it never leaves: most tests need nothing else of this bridge, and no lock.
  private let begun = AtomicNumber(0)

  /// The session, if an event of this observer counts.
  private func session(for observer: ExhibitObserver) -> RunSession? {
    if let pointer = UnsafeRawPointer(bitPattern: begun.value) {
      let begun = Unmanaged<Begun>.fromOpaque(pointer).takeUnretainedValue()
      if begun.observer == ObjectIdentifier(observer) { return begun.session }
    }
    return state.withLock { state in
      guard state.counts(observer), let session = state.session else { return nil }
      let new = Begun(session: session, observer: ObjectIdentifier(observer))
      begun.set(Int(bitPattern: Unmanaged.passRetained(new).toOpaque()))
      return session
    }
  }

  // MARK: Suites

  func suiteWillStart(_ suite: XCTestSuite, observer: ExhibitObserver) {
    guard isFirst(observer), suite.testCaseCount > 0 else { return }
    state.withLock { $0.suiteDepth += 1 }
    begin(suite)
    // A class's own set-up follows.
    if let testCase = suite.tests.first as? XCTestCase { RunSession.current?.enterClass(testCase.exhibitKey.location) }
  }

  func suiteDidFinish(_ suite: XCTestSuite, observer: ExhibitObserver) {
    guard isFirst(observer), suite.testCaseCount > 0 else { return }
    if suite.tests.first is XCTestCase { RunSession.current?.enterClass(nil) }
    let isOutermost = state.withLock { state in
      state.suiteDepth -= 1
      return state.suiteDepth == 0
    }
    if isOutermost { RunSession.current?.finish() }
  }

  /// Begins the session, with the tests of the suite as the plan.
  private func begin(_ suite: XCTest) {
    guard RunSession.current == nil else { return }
    var planner = TestPlanner()
    planner.add(suite)
    let run = String(cString: exhibit_launch_run())
    let launch = LaunchState(
      workingDirectory: String(cString: exhibit_launch_directory()), requestedRun: run.isEmpty ? nil : run,
      isFiltered: Self.isFiltered)
    let session = RunSession.start(plan: planner.plan, framework: "xctest", launch: launch)
    let isNew = state.withLock { state in
      state.session = session
      defer { state.hasExitHandler = true }
      return !state.hasExitHandler
    }
    if isNew {
      atexit { XCTestBridge.shared.processExits() }
      RunSession.watchQuickExit()
    }
  }

  /// Whether the process was told which tests to run: that is what an argument of XCTest's is that is no option.
  private static var isFiltered: Bool {
    CommandLine.arguments.count > 1 && !CommandLine.arguments[1].hasPrefix("-")
  }

  /// The process exits, because its tests are over or because one of them ended it.
  private func processExits() {
    RunSession.current?.processExits()
    // An observer that was added late does not know which suite was the outermost.
    if state.withLock({ $0.suiteDepth < 0 }) { RunSession.current?.finish() }
  }

  // MARK: Tests

  func caseWillStart(_ testCase: XCTestCase, observer: ExhibitObserver) {
    guard !ExhibitSwitch.isOff else { return }
    let known = session(for: observer)
    let object = testCase.exhibitObject
    let id = ObjectIdentifier(testCase)
    if let known {
      switch known.startQuietly(object) {
      case .quiet: return
      case .begun(let attempt): return state.withLock { $0.attempts.set(attempt, of: id) }
      case .no: break
      }
    }
    guard isFirst(observer) else { return }
    let key = known.flatMap { session in session.plan.place(of: object).map { session.plan.key(at: $0) } }
    // An observer that was added while its suite was running has not seen the suite start.
    if key == nil { begin(testCase) }
    guard let session = known ?? RunSession.current else { return }
    let attempt = session.testStarted(key ?? testCase.exhibitKey)
    state.withLock { $0.attempts.set(attempt, of: id) }
    if session.failsTestsOnHookErrors { HookErrorRelay(testCase, attempt).begin() }
  }

  /// The attempt at a test, if it has one.
  private func attempt(at testCase: XCTestCase, in session: RunSession) -> TestAttempt? {
    let id = ObjectIdentifier(testCase)
    if let attempt = state.withLock({ $0.attempts.attempt(of: id) }) { return attempt }
    // Until now it was quiet.
    guard let attempt = session.attempt(of: testCase.exhibitObject) else { return nil }
    // It stays, because a failure may still come for it.
    state.withLock { $0.attempts.set(attempt, of: id) }
    return attempt
  }

  func caseDidFail(
    _ testCase: XCTestCase, description: String, file: String?, line: Int, observer: ExhibitObserver
  ) {
    guard isFirst(observer), let session = RunSession.current else { return }
    guard let attempt = attempt(at: testCase, in: session) else { return }
    // A thrown error has no place: swift-corelibs-xctest says `<EXPR>`, line 0.
    let isPlace = file.map { !$0.isEmpty && $0 != "<EXPR>" && line > 0 } ?? false
    session.issueRecorded(description, file: isPlace ? file : nil, line: line, attempt: attempt)
  }

  func caseDidFinish(_ testCase: XCTestCase, observer: ExhibitObserver) {
    guard !ExhibitSwitch.isOff else { return }
    guard let session = session(for: observer) else { return }
    let run = testCase.testRun
    let hasFailed = (run?.totalFailureCount ?? 0) > 0
    let isSkipped = !hasFailed && run?.hasBeenSkipped == true
    if !hasFailed, !isSkipped, session.passQuietly(testCase.exhibitObject) { return }
    guard let attempt = attempt(at: testCase, in: session) else { return }
    if hasFailed {
      session.testFinished(attempt, outcome: .failed)
    } else if isSkipped, !attempt.isFinished {
      let skip = SkipReader.skip(of: testCase)
      session.testSkipped(reason: skip?.reason, file: skip?.file, line: skip?.line, attempt: attempt)
      session.testFinished(attempt, outcome: .skipped, skipReason: skip?.reason)
    } else {
      session.testFinished(attempt, outcome: .passed)
    }
  }
}
