#if canImport(os)
  import os
#else
  import Synchronization
#endif

/// A whole number that any thread may read and write.
///
/// `Atomic` needs macOS 15. With that as the floor this type can go.
package struct AtomicNumber: ~Copyable, Sendable {
  #if canImport(os)
    private let number: OSAllocatedUnfairLock<Int>
  #else
    private let number: Atomic<Int>
  #endif

  /// Creates a number.
  package init(_ value: Int) {
    #if canImport(os)
      number = OSAllocatedUnfairLock(initialState: value)
    #else
      number = Atomic(value)
    #endif
  }

  /// The number now.
  package var value: Int {
    #if canImport(os)
      number.withLock { $0 }
    #else
      number.load(ordering: .acquiring)
    #endif
  }

  /// Sets the number.
  package func set(_ value: Int) {
    #if canImport(os)
      number.withLock { $0 = value }
    #else
      number.store(value, ordering: .releasing)
    #endif
  }

  /// Adds one.
  ///
  /// - Returns: The number before.
  package func increment() -> Int {
    #if canImport(os)
      number.withLock { current in
        defer { current += 1 }
        return current
      }
    #else
      number.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
    #endif
  }

  /// Sets the number if it is the expected one.
  ///
  /// - Returns: Whether it was.
  package func replace(_ expected: Int, by value: Int) -> Bool {
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
