import CExhibitRecord
import ExhibitSupport
import Foundation

/// A file to which is only ever appended, whatever a test does to the descriptors of its process.
package final class AppendFile: Sendable {
  /// Where it is.
  package let path: String

  private let file: Locked<exhibit_file>

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

  deinit {
    file.withLock { exhibit_file_close(&$0) }
  }

  /// Takes the file's advisory lock.
  ///
  /// - Returns: Whether it was to be had.
  func lock() -> Bool {
    file.withLock { exhibit_file_lock(&$0) == 0 }
  }

  /// Writes in one go.
  ///
  /// - Returns: How many bytes were written, or -1 with `errno`.
  package func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    return file.withLock { exhibit_file_write(&$0, path, base, bytes.count) }
  }
}
