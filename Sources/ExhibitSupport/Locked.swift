#if canImport(os)
  public import os
#else
  public import Synchronization
#endif

/// A value behind a lock, with the interface of `Mutex`.
///
/// `Mutex` needs macOS 15. With that as the floor this type can go. It is public, though no product
/// has this module, because only what is public can be inlined into another.
public final class Locked<Value>: Sendable {
  #if canImport(os)
    @usableFromInline let lock: OSAllocatedUnfairLock<Value>
  #else
    @usableFromInline let lock: Mutex<Value>
    /// What the thread sanitizer follows from one holder of the lock to the next.
    ///
    /// It does not see into the library that has the way of `Mutex` for a thread that must wait, and would report what
    /// only the lock keeps apart. It has the type that is in a `Mutex`: the runtime takes its time to learn of another.
    @usableFromInline let turn = Atomic<UInt32>(0)
  #endif

  /// Creates a lock around a value.
  @inlinable
  public init(_ value: sending Value) {
    #if canImport(os)
      lock = OSAllocatedUnfairLock(uncheckedState: value)
    #else
      lock = Mutex(value)
    #endif
  }

  /// Runs the closure while no other thread is inside, with the value to read or change.
  @inlinable
  public func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    #if canImport(os)
      let outcome = lock.withLockUnchecked { value in
        Swift.Result { () throws(Failure) -> Result in try body(&value) }
      }
      return try outcome.get()
    #else
      try lock.withLock { (value) throws(Failure) -> sending Result in
        _ = turn.load(ordering: .acquiring)
        defer { turn.store(0, ordering: .releasing) }
        return try body(&value)
      }
    #endif
  }
}
