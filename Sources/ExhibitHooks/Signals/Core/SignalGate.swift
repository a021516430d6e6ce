public import ExhibitSupport

/// What a send looks at: whether there are receivers, which, whether one has gone since it began, and whether the signal
/// is muted.
///
/// It has no generic parameter, so that it costs the same in code that was compiled without knowing the payload.
@usableFromInline
final class SignalGate: Sendable {
  @usableFromInline typealias Receivers = any AnyObject & Sendable

  private let current = Locked<Receivers?>(nil)
  @usableFromInline let occupied = AtomicFlag(false)
  @usableFromInline let departed = AtomicNumber(0)
  @usableFromInline let mutings = AtomicNumber(0)

  @inlinable var isOccupied: Bool { occupied.isSet }
  @inlinable var departures: Int { departed.value }
  @inlinable var isMuted: Bool { mutings.value > 0 && MutingScope.isMutedHere(self) }
  /// The receivers, or `nil` if they have changed since they were last put here.
  @usableFromInline var receivers: Receivers? { current.withLock { $0 } }

  func countDeparture() { departed.increment() }
  func countMutings(by change: Int) { mutings.increment(by: change) }

  /// Puts other receivers in the place of those that are there, or `nil` for those who send to find out.
  ///
  /// - Returns: Those that were there.
  func exchange(_ receivers: Receivers?, isOccupied: Bool) -> Receivers? {
    occupied.exchange(isOccupied)
    return current.withLock { current in
      defer { current = receivers }
      return current
    }
  }
}
