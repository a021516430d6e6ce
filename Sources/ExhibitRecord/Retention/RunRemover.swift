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
    // Before anybody has to wait for the lock, as this reads the record.
    let seen = FileSystem.modificationTime(of: run.events)
    var shared = SharedArtifacts.directories(of: run)
    let lock = exhibit_try_lock_directory(run.path)
    if lock < 0, errno == EWOULDBLOCK { return .kept(.inProgress("a process is joining it")) }
    defer { if lock >= 0 { close(lock) } }
    let condition = inspector.condition(of: run)
    guard condition == .finished else {
      return FileSystem.kind(of: run.path) == nil ? .gone : .kept(condition)
    }
    if FileSystem.modificationTime(of: run.events) != seen { shared = SharedArtifacts.directories(of: run) }
    let hiddenArtifacts = try SharedArtifacts.hide(shared)
    let hidden = root.runs + "/" + Self.prefix + run.id.rawValue
    for path in [hidden, hidden + "-" + Self.suffix()] {
      if rename(run.path, path) == 0 { return .takenAway(path) }
      if errno == ENOENT { return .gone }
      guard errno == ENOTEMPTY || errno == EEXIST else { break }
    }
    let failure = FileSystem.Failure(path: run.path)
    SharedArtifacts.show(hiddenArtifacts)
    throw failure
  }

  /// What is added to a name that is taken.
  static func suffix() -> String { hexadecimal(.random(in: .min ... .max), digits: 16) }

  /// Whether a name is the one that was wanted, or that and a suffix.
  static func isName(_ name: String, for wanted: String) -> Bool {
    guard name.hasPrefix(wanted) else { return false }
    let rest = name.utf8.dropFirst(wanted.utf8.count)
    return rest.isEmpty || rest.count == 17 && rest.first == UInt8(ascii: "-")
  }

  /// What was taken away and is not yet removed: paths.
  package func leftovers() -> [String] { hidden.filter { FileSystem.kind(of: $0) == .directory } }

  /// What is called as if it were that, and is somebody else's: a link, or a file.
  package func strangers() -> [String] {
    hidden.filter { path in FileSystem.kind(of: path).map { $0 != .directory } ?? false }
  }

  private var hidden: [String] {
    FileSystem.names(in: root.runs).filter { $0.hasPrefix(Self.prefix) }.sorted().map { root.runs + "/" + $0 }
  }

  /// Removes what was taken away, by this process or by one that did not come to the end of it.
  ///
  /// - Returns: What keeps something from being removed.
  package func finish() -> [FileSystem.Failure] {
    var failures: [FileSystem.Failure] = []
    for path in leftovers() {
      do throws(FileSystem.Failure) {
        // From the record in it, which goes after them.
        try removeSharedArtifacts(of: path)
        try FileTree.remove(path)
      } catch {
        failures.append(error)
      }
    }
    return failures
  }

  private func removeSharedArtifacts(of leftover: String) throws(FileSystem.Failure) {
    let name = String(leftover.lastPathName.dropFirst(Self.prefix.count))
    let shorter = String(name.dropLast(17))
    for name in [name] + (Self.isName(name, for: shorter) ? [shorter] : []) {
      guard let id = RunID(name) else { continue }
      try SharedArtifacts.removeHidden(of: RunDirectory(id: id, path: leftover), named: name)
    }
  }
}
