#if canImport(os)
  import os
#else
  import Synchronization
#endif

/// A Boolean value that any thread may read and write.
///
/// `Atomic` needs macOS 15. With that as the floor this type can go.
package struct AtomicFlag: ~Copyable, Sendable {
  #if canImport(os)
    private let flag: OSAllocatedUnfairLock<Bool>
  #else
    private let flag: Atomic<Bool>
  #endif

  /// Creates a flag.
  package init(_ value: Bool) {
    #if canImport(os)
      flag = OSAllocatedUnfairLock(initialState: value)
    #else
      flag = Atomic(value)
    #endif
  }

  /// The value now.
  package var isSet: Bool {
    #if canImport(os)
      flag.withLock { $0 }
    #else
      flag.load(ordering: .acquiring)
    #endif
  }

  /// Sets the value.
  ///
  /// - Returns: The value before.
  @discardableResult
  package func exchange(_ value: Bool) -> Bool {
    #if canImport(os)
      flag.withLock { current in
        defer { current = value }
        return current
      }
    #else
      flag.exchange(value, ordering: .acquiringAndReleasing)
    #endif
  }
}
