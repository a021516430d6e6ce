#if canImport(os)
  public import os
#else
  public import Synchronization
#endif

/// A Boolean value that any thread may read and write.
///
/// `Atomic` needs macOS 15. With that as the floor this type can go. It is public, though no product
/// has this module, because only what is public can be inlined into another.
public struct AtomicFlag: ~Copyable, Sendable {
  #if canImport(os)
    @usableFromInline let flag: OSAllocatedUnfairLock<Bool>
  #else
    @usableFromInline let flag: Atomic<Bool>
  #endif

  /// Creates a flag.
  @inlinable
  public init(_ value: Bool) {
    #if canImport(os)
      flag = OSAllocatedUnfairLock(initialState: value)
    #else
      flag = Atomic(value)
    #endif
  }

  /// The value now.
  @inlinable
  public var isSet: Bool {
    #if canImport(os)
      flag.withLock { $0 }
    #else
      flag.load(ordering: .acquiring)
    #endif
  }

  /// Sets the value.
  ///
  /// - Returns: The value before.
  @discardableResult @inlinable
  public func exchange(_ value: Bool) -> Bool {
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
