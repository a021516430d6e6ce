import CExhibitFixtures

/// Something that threads wait for, and that happens once.
package final class Latch: Sendable {
  private let latch = exhibit_latch_make()

  package init() {}

  deinit { exhibit_latch_free(latch) }

  /// Lets all go who wait, or will.
  package func open() { exhibit_latch_open(latch) }

  /// Blocks this thread until the latch is open.
  package func wait() { exhibit_latch_wait(latch) }
}
