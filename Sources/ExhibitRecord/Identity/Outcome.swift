/// How an attempt at a test ended.
package enum Outcome: String, Sendable, Codable, CaseIterable {
  case passed
  case failed
  /// Set-up or tear-down failed although the body passed, where the framework tells.
  case error
  case skipped
  case expectedFailure
  case unexpectedPass
  /// The process went wrong, or called `exit`, inside the test.
  case crashed
  /// Somebody or something ended the process inside the test.
  case killed
  /// The process was ended inside the test, which had been running for longer than a test may.
  case hung
  /// The test was planned, and the record does not say what became of it.
  case lost
  /// The test has started, and its process is alive.
  case running

  /// Whether a run with such an attempt, not followed by a better one, is not a success.
  package var isBad: Bool {
    switch self {
    case .failed, .error, .unexpectedPass, .crashed, .killed, .hung, .lost: true
    case .passed, .skipped, .expectedFailure, .running: false
    }
  }
}
