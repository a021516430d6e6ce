#if canImport(os)
  import os
#else
  public import Synchronization
#endif

/// What a send looks at: whether there are receivers, which, whether one has gone since it began, and whether the signal
/// is muted.
///
/// It has no generic parameter, so that it costs the same in code that was compiled without knowing the payload.
@usableFromInline
final class SignalGate: Sendable {
  @usableFromInline typealias Receivers = any AnyObject & Sendable

  #if canImport(os)
    private struct State {
      var receivers: Receivers
      var isOccupied = false
      var departures = 0
      var mutings = 0
    }

    private let state: OSAllocatedUnfairLock<State>

    init(_ receivers: Receivers) { state = OSAllocatedUnfairLock(initialState: State(receivers: receivers)) }

    @usableFromInline var isOccupied: Bool { state.withLock { $0.isOccupied } }
    @usableFromInline var departures: Int { state.withLock { $0.departures } }
    @usableFromInline var isMutedSomewhere: Bool { state.withLock { $0.mutings > 0 } }
    @usableFromInline var receivers: Receivers { state.withLock { $0.receivers } }

    func countDeparture() { state.withLock { $0.departures &+= 1 } }
    func countMutings(by change: Int) { state.withLock { $0.mutings += change } }

    /// Puts other receivers in the place of those that are there.
    func change(_ body: @Sendable (Receivers) -> (receivers: Receivers, isOccupied: Bool)) {
      // What is replaced is let go outside of the lock: with a receiver may end what runs code of its own at its end.
      let replaced = state.withLock { state in
        let replaced = state.receivers
        (state.receivers, state.isOccupied) = body(replaced)
        return replaced
      }
      withExtendedLifetime(replaced) {}
    }
  #else
    private let current: Mutex<Receivers>
    /// Held together with the lock, for the thread sanitizer: see `Locked`.
    private let turn = Atomic<Bool>(false)
    @usableFromInline let occupied = Atomic<Bool>(false)
    @usableFromInline let departed = Atomic<Int>(0)
    @usableFromInline let mutings = Atomic<Int>(0)

    init(_ receivers: Receivers) { current = Mutex(receivers) }

    @inlinable var isOccupied: Bool { occupied.load(ordering: .acquiring) }
    @inlinable var departures: Int { departed.load(ordering: .acquiring) }
    @inlinable var isMutedSomewhere: Bool { mutings.load(ordering: .acquiring) > 0 }
    @usableFromInline var receivers: Receivers { withLock { $0 } }

    func countDeparture() { departed.wrappingAdd(1, ordering: .acquiringAndReleasing) }
    func countMutings(by change: Int) { mutings.wrappingAdd(change, ordering: .acquiringAndReleasing) }

    /// Puts other receivers in the place of those that are there.
    func change(_ body: (Receivers) -> (receivers: Receivers, isOccupied: Bool)) {
      // What is replaced is let go outside of the lock: with a receiver may end what runs code of its own at its end.
      let replaced = withLock { receivers in
        let replaced = receivers
        let changed = body(replaced)
        receivers = changed.receivers
        occupied.store(changed.isOccupied, ordering: .releasing)
        return replaced
      }
      withExtendedLifetime(replaced) {}
    }

    private func withLock(_ body: (inout Receivers) -> Receivers) -> Receivers {
      current.withLock { receivers in
        _ = turn.load(ordering: .acquiring)
        defer { turn.store(false, ordering: .releasing) }
        return body(&receivers)
      }
    }
  #endif

  @inlinable var isMuted: Bool { isMutedSomewhere && MutingScope.isMutedHere(self) }
}
