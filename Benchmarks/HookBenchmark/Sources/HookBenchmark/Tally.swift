import Synchronization

/// What hooks add to.
final class Tally: Sendable {
  private let sum = Atomic<Int>(0)

  var value: Int { sum.load(ordering: .relaxed) }

  /// Adds as Python does, without asking for the memory alone; one thread fires.
  func add(_ number: Int) { sum.store(value &+ number, ordering: .relaxed) }
}
