/// A weak reference to an object of any class.
///
/// The object may be one that is not `Sendable`: it is only compared by identity. The reference is set once.
final class WeakReference: @unchecked Sendable {  // Reading a weak reference is atomic.
  private(set) weak var object: AnyObject?

  init(_ object: AnyObject) {
    self.object = object
  }
}
