import CExhibitRecord
import Foundation

/// A run that a process joins or begins, protected from being removed until the process's own event file is locked.
package final class RunEntry: Sendable {
  /// The run.
  package let run: RunDirectory

  /// Whether this process began it.
  package let isNew: Bool

  /// The shared lock of the run's directory; -1 where there are no locks.
  private let lock: Int32

  private init(run: RunDirectory, isNew: Bool, lock: Int32) {
    self.run = run
    self.isNew = isNew
    self.lock = lock
  }

  deinit {
    if lock >= 0 { close(lock) }
  }

  /// Joins the run that this process belongs to, or begins one, as ``ArtifactRoot/join(requested:ancestor:)`` does.
  ///
  /// A run that is removed at this moment is begun anew.
  /// - Throws: The failure of the file system that keeps the run from being recorded.
  package static func enter(
    _ root: ArtifactRoot, requested: RunID?, ancestor: String?
  ) throws(FileSystem.Failure) -> RunEntry {
    for _ in 0..<8 {
      do throws(FileSystem.Failure) {
        let (run, isNew) = try root.join(requested: requested, ancestor: ancestor)
        let lock = exhibit_share_directory(run.path)
        // Between finding the run and holding it, somebody may have taken it away.
        if lock < 0, errno == ENOENT { continue }
        let entry = RunEntry(run: run, isNew: isNew, lock: lock)
        if lock < 0 || exhibit_is_at(lock, run.path) { return entry }
      } catch  where error.code == ENOENT {
        // The run went away while it was joined; if it is something else, the last attempt says so.
      }
    }
    let (run, isNew) = try root.join(requested: requested, ancestor: ancestor)
    return RunEntry(run: run, isNew: isNew, lock: -1)
  }
}
