/// A weak reference.
///
/// Unchecked, because the object may be one that is not `Sendable`: it is only compared by identity. Reading a weak
/// reference is atomic, and this one is set once.
final class WeakObject: @unchecked Sendable {
  private(set) weak var object: AnyObject?

  init(_ object: AnyObject) {
    self.object = object
  }
}
