import CExhibitFixtures

/// The values of a detail that need no more than a look at their generations and at the steady clock, where a reader finds them without the lock
/// of the table.
///
/// The table keeps them alive and is the only one to change them.
final class DetailCells: Sendable {
  private let cells = exhibit_cells_make()

  deinit { exhibit_cells_free(cells) }

  /// The box of an appliance, if its value is fresh; it lives until ``leave()``, which has to follow at once.
  func enter(_ owner: AnyObject) -> UnsafeRawPointer? {
    exhibit_cells_enter(cells, UInt(bitPattern: ObjectIdentifier(owner)))
  }

  func leave() { exhibit_cells_leave(cells) }

  /// Sets the box that readers find, or takes it away; nobody is reading the one before when this returns.
  func put(_ box: (any AnyObject & Sendable)?, for slot: DetailSlot, sum: UInt64, deadline: Int64) {
    let pointer = box.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) }
    exhibit_cells_put(cells, UInt(bitPattern: slot.ownerKey), pointer, slot.stamp, sum, deadline)
  }

  func remove(_ slot: DetailSlot) { exhibit_cells_remove(cells, UInt(bitPattern: slot.ownerKey)) }
}
