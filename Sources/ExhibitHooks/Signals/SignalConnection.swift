/// The connection of one receiver to one signal.
///
/// A connection lasts until it is disconnected, or until its owner dies. Letting go of this value does not end it.
public struct SignalConnection: Sendable {
  /// The name of the signal.
  public let signalName: String

  /// The receiver's name, which outcomes carry.
  public let receiverName: String

  private let end: @Sendable () -> Void
  private let check: @Sendable () -> Bool

  init(
    signalName: String, receiverName: String, check: @escaping @Sendable () -> Bool, end: @escaping @Sendable () -> Void
  ) {
    self.signalName = signalName
    self.receiverName = receiverName
    self.check = check
    self.end = end
  }

  /// Whether the receiver is still connected.
  public var isConnected: Bool { check() }

  /// Ends the connection; harmless when it has ended.
  ///
  /// A send that is under way no longer calls the receiver if its turn has not come.
  public func disconnect() {
    end()
  }
}
