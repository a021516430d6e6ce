/// A signal whose payload type is not known.
protocol ErasedSignalCore: AnyObject, Sendable {
  var meta: MetaSignals { get }
  /// Connects a callback without running any code of others.
  ///
  /// Returns the connection, and what is to be let go outside of every lock.
  func insert(_ callback: SignalCallback) -> (connection: SignalConnection, replaced: SignalGate.Receivers)
  func fire(_ arguments: SignalArguments, from sender: SignalSender?) -> SendResult
}

extension SignalCore: ErasedSignalCore {
  func insert(_ callback: SignalCallback) -> (connection: SignalConnection, replaced: SignalGate.Receivers) {
    insert(
      ReceiverEntry(
        name: callback.receiverName, body: .plain { payload in try callback.call(Self.arguments(of: payload)) }))
  }

  func fire(_ arguments: SignalArguments, from sender: SignalSender?) -> SendResult {
    if let payload = arguments as? Payload { return send(payload, from: sender) }
    if arguments.named.isEmpty {
      if arguments.positional.isEmpty, let payload = () as? Payload { return send(payload, from: sender) }
      if arguments.positional.count == 1, let payload = arguments.positional[0] as? Payload {
        return send(payload, from: sender)
      }
    }
    let error = SignalError(
      code: .payloadMismatch,
      message: "signal '\(name)' carries \(Payload.self), and the arguments that it was fired with are not that")
    return .refused(error, signal: name)
  }

  private static func arguments(of payload: Payload) -> SignalArguments {
    if let arguments = payload as? SignalArguments { return arguments }
    return payload is Void ? [] : [payload]
  }
}
