import ExhibitSupport

/// The signals about a signal's receivers, made when somebody first asks for one.
final class MetaSignals: Sendable {
  enum Change: String {
    case connected
    case disconnected
  }

  private let cores = Locked<[Change: SignalCore<ReceiverChange>]>([:])

  func core(_ change: Change, of name: String) -> SignalCore<ReceiverChange> {
    cores.withLock { cores in
      let core =
        cores[change]
        ?? SignalCore(name: "\(name).receiver_\(change)", documentation: "A receiver was \(change).")
      cores[change] = core
      return core
    }
  }

  func tell(_ change: Change, _ receiver: String, of signal: String) {
    guard let core = cores.withLock({ $0[change] }) else { return }
    let result = core.send(ReceiverChange(signalName: signal, receiverName: receiver), from: nil)
    // Who connects or disconnects does not see the result.
    SignalReports.reportFailures(of: result, signal: core.name)
  }
}
