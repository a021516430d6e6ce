/// What became of one attempt at one test.
package struct AttemptResult: Sendable {
  /// A failure.
  package struct Issue: Sendable {
    package var message: String
    package var file: String?
    package var line: Int?
    package var isKnown: Bool
  }

  /// A file that was saved.
  package struct Artifact: Sendable {
    /// What it is.
    package var name: String
    /// Where it is, relative to the run directory.
    package var path: String
    package var contentType: String?
    package var byteCount: Int?
    /// What joins it with others.
    package var group: String?
    /// What a person is told that it is.
    package var displayType: String?
  }

  package var key: TestKey
  /// The id as the framework gave it, with file, line and column for Swift Testing.
  package var testID: String
  package var framework: String
  package var attempt: Int
  package var isFinalAttempt = true
  package var isFlaky = false
  package var outcome: Outcome
  /// When it started, in seconds since 1970; `nil` if it never did.
  package var startedAt: Double?
  package var durationNanoseconds: Int64?
  package var issues: [Issue] = []
  package var skipReason: String?
  package var artifactPath: String?
  package var artifacts: [Artifact] = []
  /// Whether retention has removed its directory.
  package var areArtifactsRemoved = false
  /// What recovery found out about an attempt that did not end, or the error of a hook that counts for the test.
  package var note: String?
  /// Which process ran it, by its place in ``RunSummary/processes``.
  package var process: Int

  /// The message that says best what happened.
  package var message: String? {
    let reason = outcome == .error ? note ?? skipReason : skipReason ?? note
    return issues.first { !$0.isKnown }?.message ?? reason ?? issues.first?.message
  }
}
