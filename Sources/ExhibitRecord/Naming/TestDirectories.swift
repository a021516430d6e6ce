import ExhibitSupport
import Foundation

/// Hands out the directories of a run's tests, and makes them.
///
/// No two attempts get one directory, and no two directories get names that some file system takes for the same. An
/// ordinary name is used unchanged, so two names that differ only in case cannot be told apart by a function of one of
/// them: whoever comes second gets the distinct form. Inside a process that is known from a table; between processes
/// the directory itself is the claim: it is made first, then its siblings are looked at, and who then finds one that
/// looks the same gives its own up. Of two that do this at once at least one sees the other.
package final class TestDirectories: Sendable {
  private struct Parent {
    /// The folded names of what this process has in the directory.
    var taken: Set<String> = []
    /// The names by original, for who asks again.
    var names: [String: String] = [:]
    /// The number of links that the directory has if no other process has made one in it.
    var expectedLinks: Int?
  }

  private let root: String
  private let parents = Locked<[String: Parent]>([:])

  /// Creates a table for the directories below a root, which need not exist yet.
  package init(root: String) {
    self.root = root
  }

  /// The directory of an attempt, made if it is not there.
  ///
  /// - Parameters:
  ///   - key: The test.
  ///   - attempt: 1 for the first.
  /// - Returns: The path relative to the root.
  /// - Throws: The failure of the file system if the directory cannot be made.
  package func directory(for key: TestKey, attempt: Int) throws(FileSystem.Failure) -> String {
    let path = TestPath(key: key, attempt: attempt)
    return try parents.withLock { (parents) throws(FileSystem.Failure) -> String in
      var relative = ""
      for component in path.directories + [path.leaf] {
        let parent = relative.isEmpty ? root : root + "/" + relative
        let name = try claim(component, in: parent, &parents[parent, default: Parent()])
        relative = relative.isEmpty ? name : relative + "/" + name
      }
      return relative
    }
  }

  private func claim(
    _ component: TestPath.Component, in path: String, _ parent: inout Parent
  ) throws(FileSystem.Failure) -> String {
    if let name = parent.names[component.original] { return name }
    var candidate = component.ordinary ?? component.distinct
    var number = 1
    while true {
      let folded = PathComponent.folded(candidate)
      if !parent.taken.contains(folded), try make(candidate, folded: folded, in: path, &parent) {
        parent.taken.insert(folded)
        parent.names[component.original] = candidate
        return candidate
      }
      // Two rounds at most but for a collision of hashes, or a file put in the way.
      candidate = number == 1 ? component.distinct : component.distinct + "@\(number)"
      number += 1
      if number > 100 { throw FileSystem.Failure(path: path + "/" + candidate, code: EEXIST) }
    }
  }

  /// Makes a directory and says whether it may be used: nothing beside it looks like it.
  private func make(
    _ name: String, folded: String, in path: String, _ parent: inout Parent
  ) throws(FileSystem.Failure) -> Bool {
    let full = path + "/" + name
    let isNew: Bool
    do throws(FileSystem.Failure) {
      isNew = try FileSystem.makeDirectory(full)
    } catch  where error.code == ENOENT {
      try FileSystem.makeDirectories(path)
      isNew = try FileSystem.makeDirectory(full)
    }
    if isNew, let expected = parent.expectedLinks, expected > 1, FileSystem.linkCount(of: path) == expected + 1 {
      parent.expectedLinks = expected + 1
      return true
    }
    // Something is there already, or another process is at work here: look.
    let names = FileSystem.names(in: path)
    parent.expectedLinks = FileSystem.linkCount(of: path)
    let isAlone = !names.contains { $0 != name && PathComponent.folded($0) == folded }
    if isNew {
      if !isAlone { rmdir(full) }
      return isAlone
    }
    // The directory of the same attempt from another process is shared; anything else in the way is not.
    return isAlone && names.contains(name) && FileSystem.kind(of: full) == .directory
  }
}
