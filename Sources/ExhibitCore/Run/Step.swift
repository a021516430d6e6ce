import CExhibitRecord
import ExhibitRecord
import ExhibitSupport

/// A named part of a test while it runs.
package struct Step: Sendable {
  /// The step around the code that is running, in this task.
  @TaskLocal static var current: Step?

  /// The name that the test gave it.
  package let name: String

  /// Tells it from other steps of this process.
  package let id: Int

  /// The step around it.
  package let parent: Int?

  /// How many steps are around it.
  package let depth: Int

  let startedMonotonic: Int64

  /// Begins a step inside the current one.
  init(name: String) {
    self.name = name
    id = Self.counter.next()
    parent = Self.current?.id
    depth = Self.current.map { $0.depth + 1 } ?? 0
    startedMonotonic = exhibit_monotonic_nanoseconds()
  }

  func write(to line: LineBuffer) {
    line.member(#","step":"#, name)
    line.member(#","stepID":"#, id)
    line.member(#","parentStepID":"#, parent)
  }

  private static let counter = Counter()
}
