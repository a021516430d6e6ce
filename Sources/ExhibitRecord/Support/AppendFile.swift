package import CExhibitRecord
import ExhibitSupport
import Foundation

/// A file to which is only ever appended, whatever a test does to the descriptors of its process and to its directory.
package final class AppendFile: Sendable {
  /// Where it is.
  package let path: String

  let file: Locked<exhibit_file>

  /// Opens a file, made if it is not there.
  ///
  /// - Parameters:
  ///   - path: Where it is; a symbolic link is not followed.
  ///   - isNew: Whether a file that is there already is an error.
  /// - Throws: The failure of the file system if it cannot be opened.
  package init(path: String, isNew: Bool = false) throws(FileSystem.Failure) {
    self.path = path
    var file = exhibit_file()
    guard exhibit_file_open(&file, path, isNew) == 0 else { throw FileSystem.Failure(path: path) }
    self.file = Locked(file)
  }

  /// Takes a file that is open.
  package init(path: String, file: exhibit_file) {
    self.path = path
    self.file = Locked(file)
  }

  deinit {
    file.withLock { exhibit_file_close(&$0) }
  }

  /// Takes the file's advisory lock.
  ///
  /// - Returns: Whether it was to be had.
  func lock() -> Bool {
    file.withLock { exhibit_file_lock(&$0) == 0 }
  }

  /// How many bytes it had after the last write.
  package var byteCount: Int { file.withLock { Int($0.size) } }

  /// What became of a write.
  package enum Written: Sendable, Hashable {
    /// All of it is in the file; `isRestored` says that the file had been removed and was made again before.
    case all(isRestored: Bool)
    /// Only so many bytes are.
    case part(Int)
    /// Nothing is.
    case nothing(FileSystem.Failure)
  }

  /// Writes in one go; a file that somebody has removed is made again, with what had been written to it.
  package func write(_ bytes: UnsafeRawBufferPointer) -> Written {
    guard let base = bytes.baseAddress else { return .all(isRestored: false) }
    return file.withLock { file in
      var isRestored = false
      let count = exhibit_file_append(&file, path, base, bytes.count, &isRestored)
      guard count >= 0 else { return .nothing(FileSystem.Failure(path: path)) }
      return count == bytes.count ? .all(isRestored: isRestored) : .part(count)
    }
  }
}
