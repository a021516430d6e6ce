/// The connection of one receiver to one signal.
///
/// A connection lasts until it is disconnected, or until its owner dies. Letting go of this value does not end it.
public struct SignalConnection: Sendable {
  /// The name of the signal.
  public let signalName: String

  /// The receiver's name, which outcomes carry.
  public let receiverName: String

  let terms: ReceiverTerms

  private let isSignalThere: @Sendable () -> Bool
  private let end: @Sendable (SignalConnection) -> Void

  init(
    signalName: String, receiverName: String, terms: ReceiverTerms, isSignalThere: @escaping @Sendable () -> Bool,
    end: @escaping @Sendable (SignalConnection) -> Void
  ) {
    self.signalName = signalName
    self.receiverName = receiverName
    self.terms = terms
    self.isSignalThere = isSignalThere
    self.end = end
  }

  /// Whether the receiver is still connected.
  public var isConnected: Bool { terms.isActive && terms.isAlive && isSignalThere() }

  /// Ends the connection; harmless when it has ended.
  ///
  /// No send that begins after this calls the receiver. One that is under way does not call it if its turn has not come;
  /// a call that another thread has begun, or is about to at this moment, is not waited for.
  public func disconnect() {
    end(self)
  }
}
