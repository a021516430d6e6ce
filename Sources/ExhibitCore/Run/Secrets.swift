import ExhibitSupport

/// Values and patterns of what must not be written.
struct Secrets: Sendable {
  var words: [String] = []
  var patterns: [String] = []

  /// What was given before there was a session.
  static let early = Locked(Secrets())
}

extension RunSession {
  /// Takes what was given before there was a session; it stays for the next one, if there is one.
  func takeEarlySecrets() -> Secrets {
    Secrets.early.withLock { $0 }
  }
}
