/// A signal that was sent.
public struct SentSignal<Payload: Sendable>: Sendable {
  /// Who sent it.
  public let sender: SignalSender?

  /// What it carried.
  public let payload: Payload
}
