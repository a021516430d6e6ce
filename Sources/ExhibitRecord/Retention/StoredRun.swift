/// A run below `runs`, with what its place among the others depends on.
package struct StoredRun: Sendable, Hashable, Comparable {
  /// The run.
  package let run: RunDirectory

  /// When it started, in seconds since 1970.
  package let startedAt: Double

  /// Whether `latest` points at it.
  package let isLatest: Bool

  package init(run: RunDirectory, startedAt: Double, isLatest: Bool = false) {
    self.run = run
    self.startedAt = startedAt
    self.isLatest = isLatest
  }

  /// Whether a run is older than another; of two that started at the same time, by id.
  package static func < (left: StoredRun, right: StoredRun) -> Bool {
    (left.startedAt, left.run.id.rawValue) < (right.startedAt, right.run.id.rawValue)
  }
}
