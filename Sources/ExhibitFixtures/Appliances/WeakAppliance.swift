/// A weak reference to an appliance.
///
/// Unchecked, because the compiler knows of no weak constant: this one is set once, and reading it is atomic.
final class WeakAppliance: @unchecked Sendable {
  private(set) weak var object: (any Appliance)?

  init(_ object: any Appliance) {
    self.object = object
  }

  func isSame(as other: AnyObject) -> Bool { object === other }
}
