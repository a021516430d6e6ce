/// The one sender that a receiver wants to hear.
enum SenderLimit: Sendable {
  case object(WeakReference)
  case value(SignalSender)

  init(_ sender: SignalSender) {
    switch sender.identity {
    case .object(let object): self = .object(WeakReference(object))
    case .value: self = .value(sender)
    }
  }

  /// Whether that sender can still send: a value always can, an object while it is alive.
  var isAlive: Bool {
    switch self {
    case .object(let reference): reference.object != nil
    case .value: true
    }
  }

  /// Whether that sender is this one; a dead object is nobody, even where a new one has taken its place in memory.
  func admits(_ sender: SignalSender) -> Bool {
    switch (self, sender.identity) {
    case (.object(let reference), .object(let object)): return reference.object === object
    case (.value(let own), .value(let value, let type)):
      guard case .value(value, type) = own.identity else { return false }
      return true
    default: return false
    }
  }
}
