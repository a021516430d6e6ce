public import ExhibitHooks

/// The signals about the run of this process and its tests.
///
/// The order around a test is always the same: ``testStarted``, the hooks of `start_test`, the test itself with
/// ``testFailed`` and ``artifactSaved`` as they happen, the hooks of `finish_test` (which may save artifacts too),
/// ``testFinished``, and last ``testTornDown``, which is sent whatever went wrong before it. Around all tests there are
/// ``runStarted``, the hooks of `start_session`, ``reportsStarted``, the hooks of `build_report`, ``reportsFinished``, the
/// hooks of `finish_session`, ``runFinished`` and ``processExiting``.
///
/// A receiver that fails is reported once, on standard error and in the record, and changes nothing else. Signals that
/// receivers cause are sent inside of one another up to eight deep; then that is reported instead. Signals about
/// the run are sent if it has a directory.
public enum RunSignals: Sendable {
  /// The run has begun in this process; the plugins are in place.
  public static let runStarted = runStarted(in: .default)

  /// A test starts, before its set-up and before the hooks of `start_test`.
  public static let testStarted = testStarted(in: .default)

  /// A failure was recorded; sent on the thread on which it happened, before the hooks of `test_issue`.
  public static let testFailed = testFailed(in: .default)

  /// An artifact was saved, and its bytes are complete; sent before the hooks of `save_artifact`.
  public static let artifactSaved = artifactSaved(in: .default)

  /// A test has ended, and the hooks of `finish_test` have run.
  public static let testFinished = testFinished(in: .default)

  /// All of a test is over; the last that is heard of it.
  public static let testTornDown = testTornDown(in: .default)

  /// Reports will be rendered; sent if there is a hook of `build_report`, and before it.
  ///
  /// Nothing is rendered at the end of a process that has a single test, as those of a parallel run do.
  public static let reportsStarted = reportsStarted(in: .default)

  /// Reports have been rendered, or could not be; the hooks of `build_report` have run.
  public static let reportsFinished = reportsFinished(in: .default)

  /// The tests of this process are over; the hooks of `finish_session` have run.
  public static let runFinished = runFinished(in: .default)

  /// The process exits, by itself or because a test called `exit`; the last that is heard of it.
  ///
  /// It is sent whatever receivers of ``runFinished`` did, but not if the process crashes or is killed: only who started
  /// it can see that.
  public static let processExiting = processExiting(in: .default)

  /// Declares all of them, so that they are known by name before anybody has used a constant.
  ///
  /// Most test processes use none, and shall not pay for making them.
  package static func declare() {
    SignalNamespace.declareInDefault { namespace in
      _ = (runStarted(in: namespace), testStarted(in: namespace), testFailed(in: namespace))
      _ = (artifactSaved(in: namespace), testFinished(in: namespace), testTornDown(in: namespace))
      _ = (reportsStarted(in: namespace), reportsFinished(in: namespace))
      _ = (runFinished(in: namespace), processExiting(in: namespace))
    }
  }

  private static func runStarted(in namespace: SignalNamespace) -> Signal<RunInformation> {
    Signal("run_started", "The run has begun in this process.", in: namespace)
  }

  private static func testStarted(in namespace: SignalNamespace) -> Signal<TestInformation> {
    Signal("test_started", "A test starts, before its set-up.", in: namespace)
  }

  private static func testFailed(in namespace: SignalNamespace) -> Signal<TestFailure> {
    Signal("test_failed", "A failure was recorded.", in: namespace)
  }

  private static func artifactSaved(in namespace: SignalNamespace) -> Signal<SavedArtifact> {
    Signal("artifact_saved", "An artifact was saved.", in: namespace)
  }

  private static func testFinished(in namespace: SignalNamespace) -> Signal<TestInformation> {
    Signal("test_finished", "A test has ended.", in: namespace)
  }

  private static func testTornDown(in namespace: SignalNamespace) -> Signal<TestTearDown> {
    Signal("test_torn_down", "All of a test is over.", in: namespace)
  }

  private static func reportsStarted(in namespace: SignalNamespace) -> Signal<ReportInformation> {
    Signal("reports_started", "Reports will be rendered.", in: namespace)
  }

  private static func reportsFinished(in namespace: SignalNamespace) -> Signal<ReportInformation> {
    Signal("reports_finished", "Reports have been rendered.", in: namespace)
  }

  private static func runFinished(in namespace: SignalNamespace) -> Signal<RunInformation> {
    Signal("run_finished", "The tests of this process are over.", in: namespace)
  }

  private static func processExiting(in namespace: SignalNamespace) -> Signal<RunInformation> {
    Signal("process_exiting", "The process exits.", in: namespace)
  }
}
