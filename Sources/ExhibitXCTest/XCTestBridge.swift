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
    weak var observer: ExhibitObserver?
    /// The same; whoever is asking and has it is alive, which a weak reference takes longer to say.
    var observerID: ObjectIdentifier?
    var suiteDepth = 0
    /// The session, once it has begun here.
    var session: RunSession?
    var tests = TestObjects()
    var hasExitHandler = false

    /// Whether an event of this observer counts.
    mutating func counts(_ asking: ExhibitObserver) -> Bool {
      if observerID == ObjectIdentifier(asking) { return true }
      guard observer == nil else { return false }
      observer = asking
      observerID = ObjectIdentifier(asking)
      return true
    }
  }

  private let state = Locked(State())

  /// Whether an event of this observer counts.
  private func isFirst(_ observer: ExhibitObserver) -> Bool {
    !ExhibitSwitch.isOff && state.withLock { $0.counts(observer) }
  }

  // MARK: Suites

  func suiteWillStart(_ suite: XCTestSuite, observer: ExhibitObserver) {
    guard isFirst(observer), suite.testCaseCount > 0 else { return }
    state.withLock { $0.suiteDepth += 1 }
    begin(suite)
  }

  func suiteDidFinish(_ suite: XCTestSuite, observer: ExhibitObserver) {
    guard isFirst(observer), suite.testCaseCount > 0 else { return }
    let isOutermost = state.withLock { state in
      state.suiteDepth -= 1
      return state.suiteDepth == 0
    }
    if isOutermost { RunSession.current?.finish() }
  }

  /// Begins the session, with the tests of the suite as the plan.
  private func begin(_ suite: XCTest?) {
    guard RunSession.current == nil else { return }
    var objects: [ObjectIdentifier] = []
    var tests: [TestKey] = []
    if let suite { Self.collect(suite, &objects, &tests) }
    state.withLock { $0.tests = TestObjects(planned: objects, keys: tests) }
    let launch = LaunchState(
      workingDirectory: String(cString: exhibit_launch_directory()),
      requestedRun: exhibit_launch_run().map { String(cString: $0) })
    let session = RunSession.start(tests: tests, framework: "xctest", launch: launch)
    let isNew = state.withLock { state in
      state.session = session
      defer { state.hasExitHandler = true }
      return !state.hasExitHandler
    }
    if isNew { atexit { XCTestBridge.shared.processExits() } }
  }

  /// The process exits, because its tests are over or because one of them ended it.
  private func processExits() {
    RunSession.current?.processExits()
    // An observer that was added late does not know which suite was the outermost.
    if state.withLock({ $0.suiteDepth < 0 }) { RunSession.current?.finish() }
  }

  private static func collect(_ test: XCTest, _ objects: inout [ObjectIdentifier], _ keys: inout [TestKey]) {
    if let testCase = test as? XCTestCase {
      objects.append(ObjectIdentifier(testCase))
      keys.append(testCase.exhibitKey)
    } else if let suite = test as? XCTestSuite {
      for test in suite.tests { collect(test, &objects, &keys) }
    }
  }

  // MARK: Tests

  func caseWillStart(_ testCase: XCTestCase, observer: ExhibitObserver) {
    guard !ExhibitSwitch.isOff else { return }
    let id = ObjectIdentifier(testCase)
    let (counts, planned, session) = state.withLock { state in
      let counts = state.counts(observer)
      return (counts, counts ? state.tests.start(id) : nil, state.session)
    }
    guard counts else { return }
    // An observer that was added while its suite was running has not seen the suite start.
    if planned == nil { begin(testCase) }
    guard let session = session ?? RunSession.current else { return }
    let attempt = session.testStarted(planned ?? testCase.exhibitKey)
    state.withLock { $0.tests.setAttempt(attempt, of: id) }
    if session.failsTestsOnHookErrors { HookErrorRelay(testCase, attempt).begin() }
  }

  func caseDidFail(
    _ testCase: XCTestCase, description: String, file: String?, line: Int, observer: ExhibitObserver
  ) {
    guard isFirst(observer), let session = RunSession.current else { return }
    guard let attempt = state.withLock({ $0.tests.attempt(of: ObjectIdentifier(testCase)) }) else { return }
    // A thrown error has no place: swift-corelibs-xctest says `<EXPR>`, line 0.
    let isPlace = file.map { !$0.isEmpty && $0 != "<EXPR>" && line > 0 } ?? false
    session.issueRecorded(description, file: isPlace ? file : nil, line: line, attempt: attempt)
  }

  func caseDidFinish(_ testCase: XCTestCase, observer: ExhibitObserver) {
    guard !ExhibitSwitch.isOff else { return }
    // The attempt stays, because a failure may still come for it.
    let (attempt, session) = state.withLock { state in
      (state.counts(observer) ? state.tests.attempt(of: ObjectIdentifier(testCase)) : nil, state.session)
    }
    guard let attempt, let session = session ?? RunSession.current else { return }
    let run = testCase.testRun
    if (run?.totalFailureCount ?? 0) > 0 {
      session.testFinished(attempt, outcome: .failed)
    } else if run?.hasBeenSkipped == true, !attempt.isFinished {
      let skip = SkipReader.skip(of: testCase)
      session.testSkipped(reason: skip?.reason, file: skip?.file, line: skip?.line, attempt: attempt)
      session.testFinished(attempt, outcome: .skipped, skipReason: skip?.reason)
    } else {
      session.testFinished(attempt, outcome: .passed)
    }
  }
}
