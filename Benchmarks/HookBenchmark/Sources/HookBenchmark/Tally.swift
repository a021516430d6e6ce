import Synchronization

/// What hooks add to.
final class Tally: Sendable {
  private let sum = Atomic<Int>(0)

  var value: Int { sum.load(ordering: .relaxed) }

  func add(_ number: Int) { sum.wrappingAdd(number, ordering: .relaxed) }
}
