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
  ///   - limit: How many bytes the original may have; it may grow while it is copied.
  ///   - redaction: What takes secrets out of it.
  /// - Returns: The number of bytes, or why it could not be copied.
  static func copy(
    _ original: String, toNewFile path: String, limit: Int, redaction: ArtifactRedaction? = nil
  ) -> Result<Int, EvidenceError> {
    guard !original.utf8.contains(0) else {
      return .failure(EvidenceError(code: .unreadable, message: "\(original.quoted) is not the path of a file"))
    }
    // Opening a pipe would wait for a writer without O_NONBLOCK.
    let source = exhibit_open(original, O_RDONLY | O_NONBLOCK, 0)
    guard source >= 0 else { return .failure(unreadable(original)) }
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0 else { return .failure(unreadable(original)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure(EvidenceError(code: .unreadable, message: "\(original) is not a file"))
    }
    guard status.st_size <= limit else { return .failure(.tooLarge(Int(status.st_size), limit: limit)) }
    let target = exhibit_open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666)
    guard target >= 0 else { return .failure(unwritable(path)) }
    let writeAll: (UnsafeRawBufferPointer) -> Bool = { bytes in
      var offset = 0
      while offset < bytes.count, let base = bytes.baseAddress {
        let written = exhibit_write_once(target, base + offset, bytes.count - offset)
        guard written > 0 else { return false }
        offset += written
      }
      return true
    }
    var writePiece: ((UnsafeRawBufferPointer?) -> Bool)?
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
      let isWritten = buffer.withUnsafeBytes { bytes in
        let piece = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        guard let redaction else { return writeAll(piece) }
        if writePiece == nil { writePiece = redaction.stream(beginning: piece, writeAll) }
        return writePiece?(piece) ?? false
      }
      guard isWritten else { return abandon(target, path) }
    }
    if let writePiece, !writePiece(nil) { return abandon(target, path) }
    guard close(target) == 0 else {
      let error = unwritable(path)
      unlink(path)
      return .failure(error)
    }
    return .success(total)
  }

  private static func abandon(_ target: Int32, _ path: String) -> Result<Int, EvidenceError> {
    let error = unwritable(path)
    discard(target, path)
    return .failure(error)
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
