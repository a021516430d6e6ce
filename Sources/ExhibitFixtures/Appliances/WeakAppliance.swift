#if canImport(ObjectiveC)
  import ObjectiveC
#endif

/// A weak reference to an appliance, whose place in memory no other object gets as long as the reference is there.
final class WeakAppliance: Sendable {
  /// In a type of its own, since compilers before 6.3 know of no weak constant.
  private struct Reference: Sendable {
    weak var object: (any Appliance)?
  }

  private let reference: Reference
  /// Keeps the place, though not the object: the runtime frees the memory of one that has died when nothing refers to it.
  private unowned let place: any Appliance

  /// Whether the object's address is its own for as long as this reference is there.
  let keepsItsPlace: Bool

  /// The appliance, as long as it is there.
  var object: (any Appliance)? { reference.object }

  init(_ object: any Appliance) {
    reference = Reference(object: object)
    place = object
    #if canImport(ObjectiveC)
      // The memory of objects that are not Swift's own is freed when they die.
      keepsItsPlace = !(object is NSObject)
    #else
      keepsItsPlace = true
    #endif
  }
}
