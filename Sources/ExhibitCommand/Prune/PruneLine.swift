/// What `exhibit prune` has to say about one run.
struct PruneLine: Equatable {
  /// What becomes of it.
  enum Action: String {
    case kept
    case removed
    /// The run stays, and some of its artifacts go.
    case trimmed
  }

  let action: Action
  /// The run's id.
  let run: String
  /// How much, and why.
  let text: String
}
