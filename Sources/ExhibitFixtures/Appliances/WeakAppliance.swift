/// A weak reference to an appliance.
final class WeakAppliance: @unchecked Sendable {
  // Unchecked: compilers before 6.3 know of no weak constant. This one is set once, and reading it is atomic.

  private(set) weak var object: (any Appliance)?

  init(_ object: any Appliance) {
    self.object = object
  }

  func isSame(as other: AnyObject) -> Bool { object === other }
}
