/// Hands out numbers from 1.
package final class Counter: Sendable {
  private let last = Locked(0)

  /// Creates a counter.
  package init() {}

  /// The next number.
  package func next() -> Int {
    last.withLock { last in
      last += 1
      return last
    }
  }
}
