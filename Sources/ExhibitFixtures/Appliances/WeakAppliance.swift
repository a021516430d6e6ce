#if canImport(ObjectiveC)
  import ObjectiveC
#endif

/// A weak reference to an appliance, whose place in memory no other object gets as long as the reference is there.
final class WeakAppliance: @unchecked Sendable {
  // Unchecked: compilers before 6.3 know of no weak constant. This one is set once, and reading it is atomic.

  private(set) weak var object: (any Appliance)?
  /// Keeps the place, though not the object: the runtime frees the memory of one that has died when nothing refers to it.
  private unowned let place: any Appliance

  /// Whether the object's address is its own for as long as this reference is there.
  let keepsItsPlace: Bool

  init(_ object: any Appliance) {
    self.object = object
    place = object
    #if canImport(ObjectiveC)
      // The memory of objects that are not Swift's own is freed when they die.
      keepsItsPlace = !(object is NSObject)
    #else
      keepsItsPlace = true
    #endif
  }
}
