import CExhibitRecord
import Foundation

/// Takes runs away, safely against whoever joins one at that moment.
package struct RunRemover: Sendable {
  /// What became of a run.
  package enum Outcome: Sendable {
    /// It is out of the way, under this path.
    case takenAway(String)
    /// It stays.
    case kept(RunCondition)
    /// Somebody else was faster.
    case gone
  }

  /// What a run is called from the moment on when it is removed; no run's id begins with a dot.
  static let prefix = ".removing-"

  private let root: ArtifactRoot
  private let inspector: RunInspector

  /// Creates a remover that sees with an inspector.
  package init(_ inspector: RunInspector) {
    self.inspector = inspector
    root = inspector.root
  }

  /// Renames a run that is over, in one go, so that nobody finds a half of it; ``finish()`` does the rest.
  ///
  /// Who joins the run holds its directory's lock until its own event file is locked, so that the look at the run and the
  /// rename happen before that or after.
  /// - Throws: The failure of the file system if the run cannot be renamed.
  package func takeAway(_ run: RunDirectory) throws(FileSystem.Failure) -> Outcome {
    let lock = exhibit_try_lock_directory(run.path)
    if lock < 0, errno == EWOULDBLOCK { return .kept(.inProgress("a process is joining it")) }
    defer { if lock >= 0 { close(lock) } }
    let condition = inspector.condition(of: run)
    guard condition == .finished else {
      return FileSystem.kind(of: run.path) == nil ? .gone : .kept(condition)
    }
    let hidden = root.runs + "/" + Self.prefix + run.id.rawValue
    for path in [hidden, hidden + "-" + hexadecimal(.random(in: .min ... .max), digits: 16)] {
      if rename(run.path, path) == 0 { return .takenAway(path) }
      if errno == ENOENT { return .gone }
      guard errno == ENOTEMPTY || errno == EEXIST else { break }
    }
    throw FileSystem.Failure(path: run.path)
  }

  /// What was taken away and is not yet removed: paths.
  package func leftovers() -> [String] {
    FileSystem.names(in: root.runs).filter { $0.hasPrefix(Self.prefix) }.sorted().map { root.runs + "/" + $0 }
  }

  /// Removes what was taken away, by this process or by one that did not come to the end of it.
  ///
  /// - Returns: What keeps something from being removed.
  package func finish() -> [FileSystem.Failure] {
    var failures: [FileSystem.Failure] = []
    for path in leftovers() {
      do throws(FileSystem.Failure) {
        try FileTree.remove(path)
      } catch {
        failures.append(error)
      }
    }
    return failures
  }
}
