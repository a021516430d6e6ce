/// What becomes of a run.
package struct RetentionDecision: Sendable, Hashable {
  /// Why a run stays.
  package enum Reason: Sendable, Hashable {
    /// It is the newest, or the one that `latest` points at.
    case newest
    /// It is among the newest.
    case recent
    /// Somebody still writes it; the text says how that is known.
    case inProgress(String)
    /// It may not be Exhibit's.
    case unrecognised(String)

    /// Whether it stays for its place among the others, whatever it is.
    package var isPlace: Bool { self == .newest || self == .recent }
  }

  package enum Verdict: Sendable, Hashable {
    case removed
    case kept(Reason)
  }

  /// The run.
  package let run: StoredRun

  /// What becomes of it.
  package let verdict: Verdict

  package init(run: StoredRun, verdict: Verdict) {
    self.run = run
    self.verdict = verdict
  }
}
