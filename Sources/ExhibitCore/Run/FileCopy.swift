import CExhibitRecord
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Copies a file, in pieces, so that its size does not matter.
enum FileCopy {
  /// Copies a regular file.
  ///
  /// - Parameters:
  ///   - original: The file; a symbolic link is followed, a directory, pipe or device is refused.
  ///   - path: The copy, which must not be there yet; nothing is left of it if copying fails.
  ///   - limit: How many bytes the copy may have; the file may grow while it is copied.
  /// - Returns: The number of bytes, or why it could not be copied.
  static func copy(_ original: String, toNewFile path: String, limit: Int) -> Result<Int, EvidenceError> {
    guard !original.utf8.contains(0) else {
      return .failure(EvidenceError(code: .unreadable, message: "\(original.quoted) is not the path of a file"))
    }
    // Opening a pipe would wait for a writer without O_NONBLOCK.
    let source = open(original, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard source >= 0 else { return .failure(unreadable(original)) }
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0 else { return .failure(unreadable(original)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure(EvidenceError(code: .unreadable, message: "\(original) is not a file"))
    }
    guard status.st_size <= limit else { return .failure(.tooLarge(Int(status.st_size), limit: limit)) }
    let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard target >= 0 else { return .failure(unwritable(path)) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var total = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let error = unreadable(original)
        discard(target, path)
        return .failure(error)
      }
      if count == 0 { break }
      total += count
      guard total <= limit else {
        discard(target, path)
        return .failure(.tooLarge(total, limit: limit))
      }
      var offset = 0
      while offset < count {
        let written = buffer.withUnsafeBytes { bytes in
          bytes.baseAddress.map { exhibit_write_once(target, $0 + offset, count - offset) } ?? -1
        }
        guard written > 0 else {
          let error = unwritable(path)
          discard(target, path)
          return .failure(error)
        }
        offset += written
      }
    }
    guard close(target) == 0 else {
      let error = unwritable(path)
      unlink(path)
      return .failure(error)
    }
    return .success(total)
  }

  private static func discard(_ descriptor: Int32, _ path: String) {
    close(descriptor)
    unlink(path)
  }

  private static func unreadable(_ path: String) -> EvidenceError {
    EvidenceError(code: .unreadable, failure: FileSystem.Failure(path: path))
  }

  private static func unwritable(_ path: String) -> EvidenceError {
    EvidenceError(code: .unwritable, failure: FileSystem.Failure(path: path))
  }
}
