import ExhibitSupport

/// What happened, in order, from whatever thread.
final class Journal: Sendable {
  private let state = Locked<[String]>([])

  var entries: [String] { state.withLock { $0 } }

  func note(_ entry: String) { state.withLock { $0.append(entry) } }
}
