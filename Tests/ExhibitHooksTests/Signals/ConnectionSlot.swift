import ExhibitHooks
import ExhibitSupport

/// A place for a connection that a receiver has to know before it is made.
final class ConnectionSlot: Sendable {
  private let slot = Locked<SignalConnection?>(nil)

  var connection: SignalConnection? {
    get { slot.withLock { $0 } }
    set { slot.withLock { $0 = newValue } }
  }
}
