import Foundation

/// The directories of a run's tests that stand beside those of other runs, with `per_run: test`.
///
/// Which they are is known from the record alone: a directory may be called like a run and be a test's. Those of
/// `per_run: none` belong to whichever run was the last, and stay.
package enum SharedArtifacts {
  /// The directories that are there.
  ///
  /// - Returns: Absolute paths; none if the record cannot be read, since then it is not known what is the run's.
  package static func directories(of run: RunDirectory) -> [String] {
    paths(of: run, named: run.id.rawValue).filter { FileSystem.kind(of: $0) == .directory }
  }

  /// Whether a path from the record is that of such a directory.
  static func isOwn(_ path: String, of run: RunDirectory) -> Bool {
    isOwn(path, of: run, named: run.id.rawValue)
  }

  private static func isOwn(_ path: String, of run: RunDirectory, named name: String) -> Bool {
    guard path.path(below: run.sharedTests) != nil, runName(of: path) == name else { return false }
    // A test that is called like the run, whose directory is that of the last run.
    return FileSystem.kind(of: path + "/" + SharedPlace.mark) == nil
  }

  /// What a directory is called without the number of one that could not be used again.
  private static func runName(of path: String) -> String {
    String(path.lastPathName.prefix { $0 != "@" })
  }

  /// The absolute paths of the directories, whether they are there or not.
  private static func paths(of run: RunDirectory, named name: String) -> [String] {
    guard FileSystem.kind(of: run.sharedTests) == .directory, let summary = try? RunSummary.read(run) else { return [] }
    var seen: Set<ExactString> = []
    return summary.attempts.compactMap { attempt in
      guard let path = attempt.artifactPath, isOwn(path, of: run, named: name), seen.insert(ExactString(path)).inserted
      else { return nil }
      return run.contained(path)
    }
  }

  // MARK: Removing

  /// Renames directories, so that whoever uses the run's id again does not find them; all of them or none.
  ///
  /// - Returns: Each with its new path.
  /// - Throws: The failure of the file system if one cannot be renamed.
  static func hide(_ directories: [String]) throws(FileSystem.Failure) -> [(from: String, to: String)] {
    var hidden: [(from: String, to: String)] = []
    for directory in directories {
      guard let parent = directory.parentPath else { continue }
      let name = parent + "/" + RunRemover.prefix + directory.lastPathName
      let paths = [name, name + "-" + RunRemover.suffix()]
      if let path = paths.first(where: { rename(directory, $0) == 0 }) {
        hidden.append((directory, path))
      } else if errno != ENOENT {
        let failure = FileSystem.Failure(path: directory)
        show(hidden)
        throw failure
      }
    }
    return hidden
  }

  /// Gives directories their names back.
  static func show(_ hidden: [(from: String, to: String)]) {
    for (from, to) in hidden { rename(to, from) }
  }

  /// Removes what was hidden when a run was taken away, and the directories above that are empty then.
  ///
  /// - Parameters:
  ///   - leftover: Where the run is now.
  ///   - name: What its id was.
  /// - Throws: The first failure, if something of it stays.
  static func removeHidden(of leftover: RunDirectory, named name: String) throws(FileSystem.Failure) {
    for path in paths(of: leftover, named: name) {
      guard let parent = path.parentPath else { continue }
      let hidden = RunRemover.prefix + path.lastPathName
      for sibling in FileSystem.names(in: parent) where RunRemover.isName(sibling, for: hidden) {
        try FileTree.remove(parent + "/" + sibling)
      }
      removeEmptyDirectories(above: path, in: leftover)
    }
  }

  /// Removes the directories above one that is gone, as long as they are empty.
  static func removeEmptyDirectories(above directory: String, in run: RunDirectory) {
    var current = directory
    while let parent = current.parentPath, parent.path(below: run.sharedTests) != nil, rmdir(parent) == 0 {
      current = parent
    }
  }
}
