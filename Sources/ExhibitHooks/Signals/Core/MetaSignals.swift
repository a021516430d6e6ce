import ExhibitSupport

/// The signals about a signal's receivers, made when somebody first asks for one.
final class MetaSignals: Sendable {
  private struct Cores {
    var connected: SignalCore<ReceiverChange>?
    var disconnected: SignalCore<ReceiverChange>?
  }

  private let cores = Locked(Cores())

  func connectedCore(of name: String) -> SignalCore<ReceiverChange> {
    cores.withLock { cores in
      let core =
        cores.connected ?? SignalCore(name: name + ".receiver_connected", documentation: "A receiver was connected.")
      cores.connected = core
      return core
    }
  }

  func disconnectedCore(of name: String) -> SignalCore<ReceiverChange> {
    cores.withLock { cores in
      let core =
        cores.disconnected
        ?? SignalCore(name: name + ".receiver_disconnected", documentation: "A receiver was disconnected.")
      cores.disconnected = core
      return core
    }
  }

  func connected(_ receiver: String, to signal: String) {
    cores.withLock { $0.connected }?.send(ReceiverChange(signalName: signal, receiverName: receiver), from: nil)
  }

  func disconnected(_ receiver: String, from signal: String) {
    cores.withLock { $0.disconnected }?.send(ReceiverChange(signalName: signal, receiverName: receiver), from: nil)
  }
}
