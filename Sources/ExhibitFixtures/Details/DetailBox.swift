/// A value on the heap, so that what has no generic parameter can hold it.
@usableFromInline
final class DetailBox<Value: Sendable>: Sendable {
  @usableFromInline let value: Value

  @usableFromInline
  init(_ value: Value) {
    self.value = value
  }
}
