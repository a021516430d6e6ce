import ExhibitSupport

/// A scope in which a signal is muted: this task, its child tasks and, where no task is, this thread.
///
/// A task that was started inside and outlives the scope hears the signal again when the scope ends.
@usableFromInline
final class MutingScope: Sendable {
  @TaskLocal static var current: MutingScope?

  private let gate: SignalGate
  private let outer: MutingScope?
  private let isOpen = AtomicFlag(true)

  /// Opens a scope inside of the current one.
  init(_ gate: SignalGate) {
    self.gate = gate
    outer = Self.current
    gate.countMutings(by: 1)
  }

  /// Ends the scope.
  func close() {
    isOpen.exchange(false)
    gate.countMutings(by: -1)
  }

  /// Whether a signal is muted here, which is to be asked only if it is muted somewhere.
  @usableFromInline
  static func isMutedHere(_ gate: SignalGate) -> Bool {
    var scope = current
    while let candidate = scope {
      if candidate.gate === gate, candidate.isOpen.isSet { return true }
      scope = candidate.outer
    }
    return false
  }
}
