import CExhibitRecord
import ExhibitSupport

/// How a process ended while a test of it was running, as far as its record tells.
struct ProcessEnd {
  /// A signal that its process saw.
  struct Signal {
    let number: Int32
    let name: String
    /// When, in seconds of the monotonic clock.
    let instant: Double?
  }

  /// What a test that has run so long, in seconds, is taken for when its process ends: one that hangs.
  static let defaultTestTimeout = 300.0

  /// What is known of a process that would have told of any other signal, and whose record simply ends: on a disk that
  /// has become unreadable or read-only nobody can write why.
  private static let silence =
    "its process was killed (SIGKILL, or a want of memory or stack), ended by _exit, or could write no more"

  var signal: Signal?
  /// What was seen of its end from outside, where somebody looked.
  var seen: SeenEnd?
  /// Whether the process would have told of any signal but SIGKILL.
  var watchesSignals = false
  /// The end of the file says that nothing more could be written.
  var recordEnded: String?
  var testTimeout = defaultTestTimeout

  /// What became of a test that had not ended.
  ///
  /// - Parameters:
  ///   - hasExited: Whether the process called `exit` in it.
  ///   - seconds: How long it had been running at the last sign of life.
  ///   - crash: The crash report of the process.
  /// - Returns: The outcome, and the reason for people.
  func verdict(hasExited: Bool, seconds: Double, crash: CrashReport?) -> (Outcome, note: String) {
    if hasExited { return (.crashed, "the process exited while the test was running") }
    if let signal, exhibit_is_fault(signal.number) {
      return (.crashed, crash?.summary ?? "the process crashed with \(signal.name) while the test was running")
    }
    if let crash { return (.crashed, crash.summary) }
    // Others may have run since: it need not be this one in which the process ended.
    if let recordEnded, signal == nil { return (.lost, "the record ends in the test: \(recordEnded)") }
    if let fault = seen?.fault {
      return (.crashed, "the process crashed with \(fault.name) while the test was running")
    }
    if let seen, seen.signal == nil {
      let how = "the process ended with status \(seen.exitStatus) while the test was running"
      return (.crashed, how + " (_exit, or another program in its place)")
    }
    let cause = seen?.signal?.name ?? signal?.name
    guard cause != nil || watchesSignals else { return (.crashed, "the process ended while the test was running") }
    guard seconds < testTimeout else {
      let time = Duration.seconds(seconds).seconds
      let end = cause.map { "when the process was killed (\($0))" } ?? "where the record ends: \(Self.silence)"
      return (.hung, "the test had been running for \(time) \(end)")
    }
    let end = cause.map { "the process was killed while the test was running (\($0))" }
    return (.killed, end ?? "the record ends in the test: \(Self.silence)")
  }

  /// Why a test was not come to.
  ///
  /// - Parameter isTold: Whether something else tells how the process ended.
  /// - Returns: The reason for people.
  func reasonForLoss(isTold: Bool) -> String {
    if let recordEnded { return "the record ends before the test: \(recordEnded)" }
    if isTold || signal != nil || seen != nil || !watchesSignals { return "the process ended before the test started" }
    return "the record ends before the test: \(Self.silence)"
  }
}
