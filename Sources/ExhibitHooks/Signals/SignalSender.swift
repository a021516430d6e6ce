/// Who sends a signal: an object, told from others by its identity, or a value, told from others by equality.
///
/// Every value is a valid sender, also `0`, `false` and the empty string. Values of different types are never equal,
/// even if their numbers are. A receiver that is limited to an object holds it weakly.
public struct SignalSender: @unchecked Sendable {
  // Unchecked: the compiler cannot know of an erased value that it is `Sendable`. Values were when they came in, and an
  // object is only compared by identity, or handed out as a type that is.

  enum Identity {
    case object(AnyObject)
    case value(AnyHashable, type: ObjectIdentifier)
  }

  let identity: Identity

  /// An object as sender.
  public init(_ object: some AnyObject) {
    identity = .object(object)
  }

  /// A value as sender.
  @_disfavoredOverload
  public init<Value: Hashable & Sendable>(_ value: Value) {
    identity = .value(AnyHashable(value), type: ObjectIdentifier(Value.self))
  }

  /// An object as sender, for use behind a leading dot.
  public static func object(_ object: some AnyObject) -> SignalSender { SignalSender(object) }

  /// A value as sender, for use behind a leading dot.
  public static func value<Value: Hashable & Sendable>(_ value: Value) -> SignalSender {
    SignalSender(identity: .value(AnyHashable(value), type: ObjectIdentifier(Value.self)))
  }

  /// A type as sender.
  public static func type<T>(_ type: T.Type) -> SignalSender { .value(ObjectIdentifier(type)) }

  private init(identity: Identity) {
    self.identity = identity
  }

  /// Whether this is the given object.
  public func isSame(as object: some AnyObject) -> Bool {
    guard case .object(let own) = identity else { return false }
    return own === object
  }

  /// The object, if it is one of this type.
  public func object<Object: AnyObject & Sendable>(as type: Object.Type = Object.self) -> Object? {
    guard case .object(let object) = identity else { return nil }
    return object as? Object
  }

  /// The value, if it is one of this type.
  public func value<Value: Hashable & Sendable>(as type: Value.Type = Value.self) -> Value? {
    guard case .value(let value, _) = identity else { return nil }
    return value.base as? Value
  }
}

extension SignalSender: CustomStringConvertible {
  /// The value, or the type of the object.
  public var description: String {
    switch identity {
    case .object(let object): "\(Swift.type(of: object))"
    case .value(let value, _): "\(value.base)"
    }
  }
}
