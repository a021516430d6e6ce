import ExhibitSupport

/// Under which terms a receiver is called: whom it wants to hear, and for how long.
///
/// It has no generic parameter, so that it costs the same in code that was compiled without knowing the payload.
@usableFromInline
final class ReceiverTerms: Sendable {
  /// The receiver object; connections of one object count as one in a send.
  let receiver: ObjectIdentifier?

  /// Whether there is nothing to look at before it is called.
  let areNone: Bool

  private let owner: WeakReference?
  /// The only sender that it wants to hear: one of these, or any.
  private let onlyObject: WeakReference?
  private let onlyValue: SignalSender?
  /// The key of that value, beside it: most others are told apart by it, without touching the value.
  private let onlyKey: SignalSender.Key?

  private let isConnected = AtomicFlag(true)

  init(from sender: SignalSender?, whileAlive owner: AnyObject, receiver: AnyObject? = nil) {
    self.owner = owner is NoOwner ? nil : WeakReference(owner)
    self.receiver = receiver.map { ObjectIdentifier($0) }
    onlyObject = sender?.anyObject.map { WeakReference($0) }
    onlyValue = onlyObject == nil ? sender : nil
    onlyKey = onlyValue?.key
    areNone = self.owner == nil && sender == nil && receiver == nil
  }

  /// Whether it can end without being disconnected.
  var isMortal: Bool { owner != nil || onlyObject != nil }

  /// Whether it has not been disconnected.
  @usableFromInline var isActive: Bool { isConnected.isSet }

  /// Whether owner and sender, where there are any, are alive.
  var isAlive: Bool { (owner.map { $0.object != nil } ?? true) && (onlyObject.map { $0.object != nil } ?? true) }

  /// Ends it.
  ///
  /// - Returns: Whether it had not ended before.
  func end() -> Bool { isConnected.exchange(false) }

  /// Asks whether it wants to hear a sender.
  ///
  /// A dead object is nobody, even where a new one has taken its place in memory.
  ///
  /// - Parameters:
  ///   - sender: The sender.
  ///   - key: The sender's key: taking it out of the sender each time costs more than comparing.
  /// - Returns: Whether it does, or `nil` if its owner or its own sender is dead.
  func accept(_ sender: SignalSender?, key: SignalSender.Key?) -> Bool? {
    if let owner, owner.object == nil { return nil }
    if let onlyObject {
      guard let object = onlyObject.object else { return nil }
      return key == .object(ObjectIdentifier(object))
    }
    guard let onlyKey else { return true }
    guard key == onlyKey, let sender, let onlyValue else { return false }
    return onlyValue.isSameValue(as: sender)
  }
}
