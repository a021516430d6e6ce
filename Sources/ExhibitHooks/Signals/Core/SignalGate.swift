public import ExhibitSupport

/// What a send looks at: whether there are receivers, which, whether one has gone since it began, and whether the signal
/// is muted.
///
/// It has no generic parameter, so that it costs the same in code that was compiled without knowing the payload.
@usableFromInline
final class SignalGate: Sendable {
  @usableFromInline typealias Receivers = any AnyObject & Sendable

  private let current: Locked<Receivers>
  @usableFromInline let occupied = AtomicFlag(false)
  @usableFromInline let departed = AtomicNumber(0)
  @usableFromInline let mutings = AtomicNumber(0)

  init(_ receivers: Receivers) { current = Locked(receivers) }

  @inlinable var isOccupied: Bool { occupied.isSet }
  @inlinable var departures: Int { departed.value }
  @inlinable var isMuted: Bool { mutings.value > 0 && MutingScope.isMutedHere(self) }
  @usableFromInline var receivers: Receivers { current.withLock { $0 } }

  func countDeparture() { departed.increment() }
  func countMutings(by change: Int) { mutings.increment(by: change) }

  /// Puts other receivers in the place of those that are there.
  ///
  /// - Returns: Those that were there. They are to be let go outside of every lock: with a receiver may end what runs code
  ///   of its own at its end.
  func change(_ body: (Receivers) -> (receivers: Receivers, isOccupied: Bool)) -> Receivers {
    current.withLock { receivers in
      let replaced = receivers
      let changed = body(replaced)
      receivers = changed.receivers
      occupied.exchange(changed.isOccupied)
      return replaced
    }
  }
}
