import ExhibitSupport

/// One connection of a receiver to a signal.
///
/// Only the snapshots hold it. What a receiver captures is let go when it is disconnected, whoever keeps the connection.
@usableFromInline
final class ReceiverEntry<Payload: Sendable>: Sendable {
  let name: String
  let body: ReceiverBody<Payload>
  /// The only sender that it wants to hear, or `nil` for any.
  let limit: SenderLimit?
  /// Whose death ends it.
  let owner: WeakReference?
  /// The receiver object; connections of one object count as one in a send.
  let receiver: ObjectIdentifier?

  private let isConnected = AtomicFlag(true)

  init(
    name: String, sender: SignalSender? = nil, owner: AnyObject? = nil, receiver: AnyObject? = nil,
    body: ReceiverBody<Payload>
  ) {
    self.name = name
    self.body = body
    limit = sender.map { SenderLimit($0) }
    self.owner = owner.map { WeakReference($0) }
    self.receiver = receiver.map { ObjectIdentifier($0) }
  }

  /// What it does, if there is nothing to look at before it is called: neither limits nor an end of its own.
  var plainBody: PlainBody<Payload>? {
    guard limit == nil, owner == nil, receiver == nil, case .plain(let body) = body else { return nil }
    return PlainBody(call: body)
  }

  /// Whether it has not been disconnected.
  @usableFromInline var isActive: Bool { isConnected.isSet }

  /// Whether owner and sender, where there are any, are alive.
  var isAlive: Bool { (owner.map { $0.object != nil } ?? true) && (limit?.isAlive ?? true) }

  /// Ends it.
  ///
  /// - Returns: Whether it had not ended before.
  func end() -> Bool { isConnected.exchange(false) }

  /// Whether it wants to hear this sender.
  func accepts(_ sender: SignalSender?) -> Bool {
    guard let limit else { return true }
    return sender.map(limit.admits) ?? false
  }
}
