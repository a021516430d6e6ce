import ExhibitSupport

/// Keeps what it receives.
final class SignalRecorder<Payload: Sendable>: Sendable {
  private let signals = Locked<[SentSignal<Payload>]>([])

  var sent: [SentSignal<Payload>] { signals.withLock { $0 } }

  func take(_ sender: SignalSender?, _ payload: Payload) {
    signals.withLock { $0.append(SentSignal(sender: sender, payload: payload)) }
  }
}
