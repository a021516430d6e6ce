import ExhibitRecord
public import Foundation

/// Where a test leaves its evidence.
///
/// Take ``current`` in a test or in any function that a test calls. Saving never throws and never stops a test; what
/// could not be saved is said once on standard error, and the result of the call says so.
///
/// ```swift
/// TestEvidence.current.save(json: reply, as: "reply")
/// ```
public struct TestEvidence: Sendable {
  let session: RunSession?
  let attempt: TestAttempt?

  /// The evidence of the test that is running; in a hook, of the test that its event is about.
  ///
  /// Keep the value if a test starts work that may outlive it: it stays that of the test in which it was taken. When no
  /// test is running, everything that is saved through it is lost, and said to be.
  public static var current: TestEvidence {
    let session = RunSession.current
    return TestEvidence(session: session, attempt: session?.subjectAttempt)
  }

  /// The id of the test, `Module.Class/method`, or `nil` when none is running.
  public var testID: String? { attempt?.key.id }

  /// Which attempt at the test this is in its run, from 1; 0 when none is running.
  public var attemptNumber: Int { attempt?.number ?? 0 }

  /// The test's directory, made when it is first asked for; for tools that write by themselves.
  ///
  /// It is always usable: when there is no test, or its directory cannot be made, it is a temporary one, which is said
  /// once, and which goes when the process exits. Files that a tool puts here stay beside the others but are not listed in the record.
  public var directory: URL {
    guard let attempt, let session else {
      Self.sayNoTest("a directory")
      return URL(fileURLWithPath: TemporaryDirectory.make(), isDirectory: true)
    }
    do throws(EvidenceError) {
      return URL(fileURLWithPath: try session.directory(of: attempt), isDirectory: true)
    } catch {
      let path = attempt.usablePath()
      session.evidenceLost(
        EvidenceError(
          code: .unwritable, message: "\(error); what is put into \(path) is lost",
          // Without a record standard error is the only place that can name the directory.
          cause: error.cause == .noRun ? nil : error.cause), attempt: attempt)
      return URL(fileURLWithPath: path, isDirectory: true)
    }
  }

  /// Writes a line into the test's log.
  ///
  /// - Parameters:
  ///   - message: What happened.
  ///   - level: How much it matters.
  public func log(_ message: String, level: LogLevel = .info) {
    guard let attempt, let session else { return Self.sayNoTest("a log line") }
    session.log(message, level: level, attempt: attempt)
  }

  /// Says once that something was asked for outside of a test.
  static func sayNoTest(_ what: String) {
    guard !ExhibitSwitch.isOff else { return }
    Diagnostics.shared.say("\(what) was not saved: no test that Exhibit watches is running")
  }
}
