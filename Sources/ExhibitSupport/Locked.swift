#if canImport(os)
  import os
#else
  import Synchronization
#endif

/// A value behind a lock, with the interface of `Mutex`.
///
/// `Mutex` needs macOS 15. With that as the floor this type can go.
package final class Locked<Value>: Sendable {
  #if canImport(os)
    private let lock: OSAllocatedUnfairLock<Value>
  #else
    private let lock: Mutex<Value>
    /// What the thread sanitizer follows from one holder of the lock to the next.
    ///
    /// It does not see into the library that has the way of `Mutex` for a thread that must wait, and would report what
    /// only the lock keeps apart. It has the type that is in a `Mutex`: the runtime takes its time to learn of another.
    private let turn = Atomic<UInt32>(0)
  #endif

  /// Creates a lock around a value.
  package init(_ value: sending Value) {
    #if canImport(os)
      lock = OSAllocatedUnfairLock(uncheckedState: value)
    #else
      lock = Mutex(value)
    #endif
  }

  /// Runs the closure while no other thread is inside, with the value to read or change.
  package func withLock<Result, Failure: Error>(
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
