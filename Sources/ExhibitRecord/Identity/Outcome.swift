/// How an attempt at a test ended.
package enum Outcome: String, Sendable, Codable, CaseIterable {
  case passed
  case failed
  /// Set-up or tear-down failed although the body passed, where the framework tells.
  case error
  case skipped
  case expectedFailure
  case unexpectedPass
  /// The process ended inside the test.
  case crashed
  case hung
  /// The test was planned, and its process ended before it started.
  case lost
  /// The test has started, and its process is alive.
  case running

  /// Whether a run with such an attempt, not followed by a better one, is not a success.
  package var isBad: Bool {
    switch self {
    case .failed, .error, .unexpectedPass, .crashed, .hung, .lost: true
    case .passed, .skipped, .expectedFailure, .running: false
    }
  }
}
