#if canImport(os)
  import os
#else
  import Synchronization
#endif

/// The lock of a detail's values.
///
/// It is what `Locked` is, but without a generic parameter: a read is to cost little more than a lock.
final class DetailLock: Sendable {
  #if canImport(os)
    private let table = OSAllocatedUnfairLock(uncheckedState: DetailTable())
  #else
    private let table = Mutex(DetailTable())
    /// Held together with the lock, for the thread sanitizer: see `Locked`.
    private let turn = Atomic<UInt32>(0)
  #endif

  init() {}

  /// Runs the closure while no other thread is inside.
  @inline(__always)
  func withLock<Result: Sendable>(_ body: (inout DetailTable) -> Result) -> Result {
    #if canImport(os)
      table.withLockUnchecked { body(&$0) }
    #else
      table.withLock { table in
        _ = turn.load(ordering: .acquiring)
        defer { turn.store(0, ordering: .releasing) }
        return body(&table)
      }
    #endif
  }
}
