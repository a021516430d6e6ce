import ExhibitSupport

extension TestEvidence {
  /// Keeps secrets out of everything that is written from now on: the record, logs, texts, names of files.
  ///
  /// What was written before stays as it is, so say it as soon as the secret is known:
  /// ```swift
  /// let token = try await server.signIn()
  /// TestEvidence.redact(token)
  /// ```
  /// It holds for this process. It need not be called while a test is running.
  ///
  /// - Parameters:
  ///   - words: Values that are replaced wherever they stand. An empty one is passed over; one of less than 4 bytes is
  ///     refused, and said to be.
  ///   - patterns: Regular expressions of what is replaced in each line of text.
  public static func redact(_ words: String..., patterns: [String] = []) {
    redact(words: words, patterns: patterns)
  }

  /// Keeps secrets out of everything that is written from now on.
  ///
  /// - Parameters:
  ///   - words: Values that are replaced wherever they stand.
  ///   - patterns: Regular expressions of what is replaced in each line of text.
  public static func redact(words: [String], patterns: [String] = []) {
    guard !ExhibitSwitch.isOff else { return }
    let secrets = Secrets(words: words, patterns: patterns)
    if let session = RunSession.current { return session.redact(secrets) }
    Secrets.early.withLock { early in
      early.words += words
      early.patterns += patterns
    }
  }
}
