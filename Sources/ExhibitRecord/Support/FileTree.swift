import CExhibitRecord
import Foundation

/// A directory with all that is in it; symbolic links in it are never followed.
package enum FileTree {
  /// Removes it, whatever permissions a test has left; that it is not there is fine.
  ///
  /// - Throws: The first failure, if something of it stays.
  package static func remove(_ path: String) throws(FileSystem.Failure) {
    if exhibit_remove_tree(path) != 0 { throw FileSystem.Failure(path: path) }
  }

  /// The bytes of its files.
  package static func size(of path: String) -> Int {
    Int(exhibit_tree_size(path))
  }
}
