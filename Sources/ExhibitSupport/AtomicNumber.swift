#if canImport(os)
  public import os
#else
  public import Synchronization
#endif

/// A whole number that any thread may read and write.
///
/// `Atomic` needs macOS 15. With that as the floor this type can go. It is public, though no product
/// has this module, because only what is public can be inlined into another.
public struct AtomicNumber: ~Copyable, Sendable {
  #if canImport(os)
    @usableFromInline let number: OSAllocatedUnfairLock<Int>
  #else
    @usableFromInline let number: Atomic<Int>
  #endif

  /// Creates a number.
  @inlinable
  public init(_ value: Int) {
    #if canImport(os)
      number = OSAllocatedUnfairLock(initialState: value)
    #else
      number = Atomic(value)
    #endif
  }

  /// The number now.
  @inlinable
  public var value: Int {
    #if canImport(os)
      number.withLock { $0 }
    #else
      number.load(ordering: .acquiring)
    #endif
  }

  /// Sets the number.
  @inlinable
  public func set(_ value: Int) {
    #if canImport(os)
      number.withLock { $0 = value }
    #else
      number.store(value, ordering: .releasing)
    #endif
  }

  /// Adds to the number, one by default.
  ///
  /// - Returns: The number before.
  @discardableResult @inlinable
  public func increment(by amount: Int = 1) -> Int {
    #if canImport(os)
      number.withLock { current in
        defer { current += amount }
        return current
      }
    #else
      number.wrappingAdd(amount, ordering: .acquiringAndReleasing).oldValue
    #endif
  }

  /// Sets the number if it is the expected one.
  ///
  /// - Returns: Whether it was.
  @inlinable
  public func replace(_ expected: Int, by value: Int) -> Bool {
    #if canImport(os)
      number.withLock { current in
        guard current == expected else { return false }
        current = value
        return true
      }
    #else
      number.compareExchange(expected: expected, desired: value, ordering: .acquiringAndReleasing).exchanged
    #endif
  }
}
