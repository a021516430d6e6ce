public import ExhibitHooks

/// The signals about the run of this process and its tests.
///
/// The order around a test is always the same: ``testStarted``, the hooks of `start_test`, the test itself with
/// ``testFailed`` and ``artifactSaved`` as they happen, the hooks of `finish_test` (which may save artifacts too),
/// ``testFinished``, and last ``testTornDown``, which is sent whatever went wrong before it. Around all tests there are
/// ``runStarted``, the hooks of `start_session`, those of `finish_session`, ``runFinished`` and ``processExiting``.
///
/// A receiver that fails is reported once, on standard error and in the record, and changes nothing else. Signals about
/// the run are sent if it has a directory.
public enum RunSignals: Sendable {
  /// The run has begun in this process; the plugins are in place.
  public static let runStarted = Signal<RunInformation>("run_started", "The run has begun in this process.")

  /// A test starts, before its set-up and before the hooks of `start_test`.
  public static let testStarted = Signal<TestInformation>("test_started", "A test starts, before its set-up.")

  /// A failure was recorded; sent on the thread on which it happened, before the hooks of `test_issue`.
  public static let testFailed = Signal<TestFailure>("test_failed", "A failure was recorded.")

  /// An artifact was saved, and its bytes are complete; sent before the hooks of `save_artifact`.
  public static let artifactSaved = Signal<SavedArtifact>("artifact_saved", "An artifact was saved.")

  /// A test has ended, and the hooks of `finish_test` have run.
  public static let testFinished = Signal<TestInformation>("test_finished", "A test has ended.")

  /// All of a test is over; the last that is heard of it.
  public static let testTornDown = Signal<TestTearDown>("test_torn_down", "All of a test is over.")

  /// The tests of this process are over; the hooks of `finish_session` have run.
  public static let runFinished = Signal<RunInformation>("run_finished", "The tests of this process are over.")

  /// The process exits, by itself or because a test called `exit`; the last that is heard of it.
  ///
  /// It is sent whatever receivers of ``runFinished`` did, but not if the process crashes or is killed: only who started
  /// it can see that.
  public static let processExiting = Signal<RunInformation>("process_exiting", "The process exits.")

  /// All that is declared here, so that it is known by name before anybody has used a constant.
  package static func declare() {
    _ = (
      runStarted, testStarted, testFailed, artifactSaved, testFinished, testTornDown, runFinished, processExiting
    )
  }
}
