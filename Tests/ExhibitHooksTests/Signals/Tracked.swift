import ExhibitSupport

/// Counts its living instances, so that a test can tell what is still held.
final class Tracked: Sendable {
  private let count: Locked<Int>

  init(_ count: Locked<Int>) {
    self.count = count
    count.withLock { $0 += 1 }
  }

  deinit {
    count.withLock { $0 -= 1 }
  }

  func touch() {}
}
