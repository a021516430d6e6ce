import ExhibitSupport

/// A scope in which a signal is muted: this task, its child tasks and, where no task is, this thread.
///
/// A task that was started inside and outlives the scope hears the signal again when the scope ends.
@usableFromInline
final class MutingScope: Sendable {
  @TaskLocal static var current: MutingScope?

  private let gate: SignalGate
  let outer: Locked<MutingScope?>
  private let isOpen = AtomicFlag(true)

  /// Opens a scope inside of the current one.
  init(_ gate: SignalGate) {
    self.gate = gate
    outer = Locked(Self.current?.nearestOpen())
    gate.countMutings(by: 1)
  }

  deinit {
    // One after the other: the end of one inside of the end of another would need as much stack as there are.
    var next = takeOuter()
    while next != nil, isKnownUniquelyReferenced(&next) { next = next?.takeOuter() }
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
      scope = candidate.outer.withLock { $0 }
    }
    return false
  }

  /// This scope if it is open, else the nearest around it that is.
  ///
  /// Tasks that outlive the scopes in which they were started, and open others, must not keep all that there ever were.
  private func nearestOpen() -> MutingScope? {
    var scope: MutingScope? = self
    while let candidate = scope, !candidate.isOpen.isSet { scope = candidate.outer.withLock { $0 } }
    guard let scope else { return nil }
    while let ended = scope.outer.withLock({ $0 }), !ended.isOpen.isSet {
      let around = ended.outer.withLock { $0 }
      scope.outer.withLock { $0 = around }
    }
    return scope
  }

  private func takeOuter() -> MutingScope? {
    outer.withLock { outer in
      defer { outer = nil }
      return outer
    }
  }
}
