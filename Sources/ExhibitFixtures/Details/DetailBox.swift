/// A value on the heap, so that what has no generic parameter can hold it.
@usableFromInline
final class DetailBox<Value: Sendable>: Sendable {
  @usableFromInline let value: Value

  @usableFromInline
  init(_ value: Value) {
    self.value = value
  }
}

extension DetailCore {
  /// The value, if it is there and fresh, and nothing else has to be looked at.
  @inlinable
  func cachedValue<Value: Sendable>(of owner: AnyObject, as type: Value.Type) -> Value? {
    guard let box = enter(owner) else { return nil }
    defer { leave() }
    // Copied without a count of references to the box, which all readers would have to share.
    return Unmanaged<DetailBox<Value>>.fromOpaque(box)._withUnsafeGuaranteedRef { $0.value }
  }
}
