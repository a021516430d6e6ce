import CExhibitRecord
import Foundation

/// The part of a run in the directory of a test that all runs share.
struct SharedPlace: Sendable {
  let run: RunID
  /// Whether each run has a directory of its own there; otherwise the last one has it for itself.
  let isBelow: Bool
  let isReuseAllowed: Bool

  /// The file that says whose directory it is.
  static let mark = ".run"

  /// Makes the run's part of a directory, or makes it the run's.
  ///
  /// - Parameters:
  ///   - path: The directory of the test, relative to the root.
  ///   - root: Below what it is.
  /// - Returns: The path for the run's files, relative to the root.
  /// - Throws: The failure of the file system if it cannot be made.
  func enter(_ path: String, below root: String) throws(FileSystem.Failure) -> String {
    guard isBelow else {
      try takeOver(root + "/" + path)
      return path
    }
    var (own, number) = ("\(path)/\(run.rawValue)", 1)
    while try !make(root + "/" + own) {
      if isReuseAllowed, FileSystem.kind(of: root + "/" + own) == .directory { return own }
      number += 1
      own = "\(path)/\(run.rawValue)@\(number)"
      if number > 100_000 { throw FileSystem.Failure(path: root + "/" + own, code: EEXIST) }
    }
    return own
  }

  /// Makes a directory, also if that around it, empty until now, was removed with an old run a moment ago.
  private func make(_ path: String) throws(FileSystem.Failure) -> Bool {
    do throws(FileSystem.Failure) {
      return try FileSystem.makeDirectory(path)
    } catch  where error.code == ENOENT {
      if let parent = path.parentPath { try FileSystem.makeDirectories(parent) }
      return try FileSystem.makeDirectory(path)
    }
  }

  /// Removes what an earlier run has left, and marks the directory as this run's.
  private func takeOver(_ directory: String) throws(FileSystem.Failure) {
    // Another process of this run may be about to do the same.
    let lock = exhibit_lock_directory(directory)
    defer { if lock >= 0 { close(lock) } }
    let mark = directory + "/" + Self.mark
    let owner = FileSystem.text(of: mark, limit: 200)
    if owner == run.rawValue { return }
    // Without the mark it is not known to be Exhibit's, and nothing is removed.
    if owner != nil {
      for name in FileSystem.names(in: directory) {
        let path = directory + "/" + name
        if FileSystem.kind(of: path) == .directory {
          try FileTree.remove(path)
        } else if unlink(path) != 0, errno != ENOENT {
          throw FileSystem.Failure(path: path)
        }
      }
    } else if !FileSystem.names(in: directory).isEmpty {
      return
    }
    try run.rawValue.withContiguousUTF8 { (bytes) throws(FileSystem.Failure) in
      try FileSystem.write(bytes, toNewFile: mark)
    }
  }
}
