/// A weak reference to an object of any class.
final class WeakReference: @unchecked Sendable {
  // Unchecked: the object may be one that is not `Sendable`, but is only compared by identity. Reading a weak reference is
  // atomic, and this one is set once.

  private(set) weak var object: AnyObject?

  init(_ object: AnyObject) {
    self.object = object
  }
}
