/// Who sends a signal: an object, told from others by its identity, or a value, told from others by equality.
///
/// Every value is a valid sender, also `0`, `false` and the empty string. Values of different types are never equal,
/// even if their numbers are. An instance of a class is an object, however it comes here, also if it can be compared. An
/// optional counts as what it holds; `nil` is no sender, and a receiver that is limited to it hears nothing.
///
/// A receiver that is limited to an object holds it weakly.
public struct SignalSender: @unchecked Sendable {  // Values are `Sendable` when they come in, objects only compared.
  enum Identity {
    case object(AnyObject)
    case value(any Hashable)
    case nobody
  }

  /// Tells most others apart without a further reference to object or value.
  enum Key: Equatable {
    case object(ObjectIdentifier)
    case hash(Int)
    case nobody
  }

  let identity: Identity
  let key: Key

  /// An object as sender.
  public init(_ object: some AnyObject) {
    self.init(identity: .object(object), key: .object(ObjectIdentifier(object)))
  }

  /// A value as sender.
  @_disfavoredOverload
  public init<Value: Hashable & Sendable>(_ value: Value) {
    self.init(unwrapping: value)
  }

  /// An object as sender, for use behind a leading dot.
  public static func object(_ object: some AnyObject) -> SignalSender { SignalSender(object) }

  /// A value as sender, for use behind a leading dot.
  public static func value<Value: Hashable & Sendable>(_ value: Value) -> SignalSender {
    SignalSender(unwrapping: value)
  }

  /// A type as sender.
  public static func type<T>(_ type: T.Type) -> SignalSender { .value(ObjectIdentifier(type)) }

  private init(identity: Identity, key: Key) {
    self.identity = identity
    self.key = key
  }

  private init<Value: Hashable>(unwrapping value: Value) {
    if Value.self is AnyObject.Type {
      self.init(value as AnyObject)
    } else if let optional = value as? any AnyOptional {
      let wrapped = optional.wrapped as? any Hashable
      self = wrapped.map { SignalSender(unwrapping: $0) } ?? SignalSender(identity: .nobody, key: .nobody)
    } else {
      self.init(identity: .value(value), key: .hash(value.hashValue))
    }
  }

  /// This sender, or `nil` if it is nobody.
  @usableFromInline
  var ifAnybody: SignalSender? {
    key == .nobody ? nil : self
  }

  /// The object, if it is one, for whoever asks what it conforms to.
  package var anyObject: AnyObject? {
    guard case .object(let object) = identity else { return nil }
    return object
  }

  /// Whether this is the given object.
  public func isSame(as object: some AnyObject) -> Bool {
    key == .object(ObjectIdentifier(object))
  }

  /// Whether both are values that are equal.
  func isSameValue(as other: SignalSender) -> Bool {
    guard case .value(let own) = identity, case .value(let other) = other.identity else { return false }
    return Self.isEqual(own, other)
  }

  private static func isEqual<Own: Hashable, Other: Hashable>(_ own: Own, _ other: Other) -> Bool {
    // Of the same type, not of one that can be converted to it; which is known then, and a cast takes long.
    guard Own.self == Other.self else { return false }
    return withUnsafePointer(to: other) { UnsafeRawPointer($0).assumingMemoryBound(to: Own.self).pointee == own }
  }

  /// The object, if it is one of this type.
  public func object<Object: AnyObject & Sendable>(as type: Object.Type = Object.self) -> Object? {
    anyObject as? Object
  }

  /// The value, if it is one of this type.
  public func value<Value: Hashable & Sendable>(as type: Value.Type = Value.self) -> Value? {
    guard case .value(let value) = identity else { return nil }
    return value as? Value
  }
}

extension SignalSender: CustomStringConvertible {
  /// The value, or the type of the object.
  public var description: String {
    switch identity {
    case .object(let object): "\(Swift.type(of: object))"
    case .value(let value): "\(value)"
    case .nobody: "nil"
    }
  }
}

/// An optional of any type.
private protocol AnyOptional {
  var wrapped: Any? { get }
}

extension Optional: AnyOptional {
  var wrapped: Any? { self }
}
