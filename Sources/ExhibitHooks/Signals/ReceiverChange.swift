/// What a signal tells about its own receivers.
public struct ReceiverChange: Sendable {
  /// The name of the signal.
  public let signalName: String

  /// The name of the receiver that came or went.
  public let receiverName: String
}
