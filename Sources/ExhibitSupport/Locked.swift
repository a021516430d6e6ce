#if canImport(os)
  public import os
#else
  public import Synchronization
#endif

/// A value behind a lock, with the interface of `Mutex`.
///
/// `Mutex` needs macOS 15; and each type in a `Mutex` is one more that the runtime makes at its first use, which takes it
/// ten microseconds, at the start of every process of tests. So the lock is one of nothing, and the value is beside it.
/// It is public, though no product has this module, because only what is public can be inlined into another.
public final class Locked<Value>: @unchecked Sendable {  // `value` is only used by who holds `lock`
  #if canImport(os)
    @usableFromInline let lock = OSAllocatedUnfairLock()
  #else
    @usableFromInline let lock = Mutex(())
    /// What the thread sanitizer follows from one holder of the lock to the next.
    ///
    /// It does not see into the library that has the way of `Mutex` for a thread that must wait, and would report what
    /// only the lock keeps apart. It has the type that is in a `Mutex`: the runtime takes its time to learn of another.
    @usableFromInline let turn = Atomic<UInt32>(0)
  #endif
  /// Its exclusive use is what the lock is for; the runtime need not check it once more.
  @exclusivity(unchecked) @usableFromInline var value: Value

  /// Creates a lock around a value.
  @inlinable
  public init(_ value: sending Value) {
    self.value = value
  }

  /// Runs the closure while no other thread is inside, with the value to read or change.
  @inlinable
  public func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    #if canImport(os)
      lock.lock()
      defer { lock.unlock() }
      return try body(&value)
    #else
      try lock.withLock { (_) throws(Failure) -> sending Result in
        _ = turn.load(ordering: .acquiring)
        defer { turn.store(0, ordering: .releasing) }
        return try body(&value)
      }
    #endif
  }
}
