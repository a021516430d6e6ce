import CExhibitRecord
import ExhibitSupport
import Foundation

/// A file to which is only ever appended, whatever a test does to the descriptors of its process and to its directory.
package final class AppendFile: Sendable {
  /// Where it is.
  package let path: String

  /// The file is kept in memory of its own, since a signal handler may have to find it.
  private struct Memory: @unchecked Sendable {
    // Unchecked: only one thread at a time writes, under the lock; the signal handler reads what no longer changes.
    let file: UnsafeMutablePointer<exhibit_file>
  }

  private let memory: Locked<Memory>

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
    let pointer = UnsafeMutablePointer<exhibit_file>.allocate(capacity: 1)
    pointer.initialize(to: file)
    memory = Locked(Memory(file: pointer))
  }

  deinit {
    memory.withLock { memory in
      exhibit_file_close(memory.file)
      memory.file.deallocate()
    }
  }

  /// Takes the file's advisory lock.
  ///
  /// - Returns: Whether it was to be had.
  func lock() -> Bool {
    memory.withLock { exhibit_file_lock($0.file) == 0 }
  }

  /// What became of a write.
  package enum Written: Sendable, Hashable {
    /// All of it is in the file; `isRestored` says that the file had been removed and was made again before.
    case all(isRestored: Bool)
    /// Only so many bytes are.
    case part(Int)
    /// Nothing is.
    case nothing(FileSystem.Failure)
  }

  /// Writes in one go.
  ///
  /// A file that somebody has removed is made again, with what had been written to it: the evidence of a run that is
  /// going on is nobody's to clear away.
  package func write(_ bytes: UnsafeRawBufferPointer) -> Written {
    guard let base = bytes.baseAddress else { return .all(isRestored: false) }
    return memory.withLock { memory in
      var isRestored = false
      var count = exhibit_file_write(memory.file, path, base, bytes.count)
      if count < 0, errno == EXHIBIT_REMOVED {
        do throws(FileSystem.Failure) {
          if let parent = path.parentPath { try FileSystem.makeDirectories(parent) }
          guard exhibit_file_restore(memory.file, path) == 0 else { throw FileSystem.Failure(path: path) }
        } catch {
          return .nothing(error)
        }
        isRestored = true
        count = exhibit_file_write(memory.file, path, base, bytes.count)
      }
      guard count >= 0 else { return .nothing(FileSystem.Failure(path: path)) }
      return count == bytes.count ? .all(isRestored: isRestored) : .part(count)
    }
  }

  /// Keeps room on the disk for so many bytes more.
  ///
  /// - Throws: The failure of the file system; `ENOSPC` or `EDQUOT` if there is no room, others if it cannot do that.
  func reserve(_ byteCount: Int) throws(FileSystem.Failure) {
    let result = memory.withLock { exhibit_file_reserve($0.file, byteCount) == 0 ? 0 : errno }
    if result != 0 { throw FileSystem.Failure(path: path, code: result) }
  }

  /// Gives the room back that was kept and not used.
  func trim() {
    memory.withLock { exhibit_file_trim($0.file) }
  }

  /// Lets signals that end the process be told in this file.
  ///
  /// - Parameter sequence: The number of the next line, which must stay valid as long as this file.
  func tellSignals(sequence: UnsafeMutablePointer<Int64>) {
    memory.withLock { exhibit_tell_signals($0.file, sequence) }
  }
}
