import CExhibitRecord
import ExhibitRecord
import Foundation

/// A regular file that is held open, so that it can be read to its end wherever it is moved.
final class WatchedFile: Sendable {
  /// What tells a file from all others.
  struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  let identity: Identity
  /// How many bytes it had when it was opened.
  let size: Int
  /// The first bytes that it had then, and the last: one that was cut short and has grown since has others.
  let mark: Data
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// A pipe or a device is not opened: that alone would be noticed at the other end.
  /// - Returns: `nil` if there is none.
  /// - Throws: The failure of the file system if it cannot be read, or is no regular file.
  static func open(_ path: String) throws(FileSystem.Failure) -> WatchedFile? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileSystem.Failure(path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileSystem.Failure(path: path, code: notAFile(status)) }
    let descriptor = exhibit_open(path, O_RDONLY | O_NONBLOCK, 0)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileSystem.Failure(path: path)
    }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileSystem.Failure(path: path, code: notAFile(status))
    }
    return WatchedFile(descriptor, status)
  }

  private static func notAFile(_ status: stat) -> Int32 {
    status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP
  }

  private init(_ descriptor: Int32, _ status: stat) {
    self.descriptor = descriptor
    identity = Self.identity(status)
    size = Int(status.st_size)
    mark = Self.mark(of: descriptor, at: size)
  }

  deinit {
    if currentSize != nil { close(descriptor) }
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// What tells the file at a path from all others.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    return stat(path, &status) == 0 ? identity(status) : nil
  }

  /// Whether its first bytes are those that another look at it has found.
  func beginsAs(_ old: WatchedFile) -> Bool {
    Self.mark(of: descriptor, at: old.size) == old.mark
  }

  /// The first and the last bytes of the beginning of a file.
  private static func mark(of descriptor: Int32, at size: Int) -> Data {
    let length = min(size, 256)
    return read(descriptor, from: 0, count: length) + read(descriptor, from: size - length, count: length)
  }

  /// How many bytes it has now; `nil` if a test has closed the descriptor, which then may be that of something else.
  var currentSize: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, Self.identity(status) == identity else { return nil }
    return Int(status.st_size)
  }

  /// The last bytes of a part of the file.
  ///
  /// - Parameters:
  ///   - start: Where the part begins.
  ///   - limit: How many bytes are wanted at most.
  /// - Returns: The bytes, and how many there are in all.
  func bytes(from start: Int, last limit: Int) -> (bytes: Data, total: Int) {
    guard let end = currentSize, end > start else { return (Data(), 0) }
    let offset = max(start, end - limit)
    return (Self.read(descriptor, from: offset, count: end - offset), end - start)
  }

  private static func read(_ descriptor: Int32, from start: Int, count wanted: Int) -> Data {
    var bytes = Data(count: wanted)
    var count = 0
    while count < wanted {
      let more = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + count }, wanted - count, off_t(start + count))
      }
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { break }
      count += more
    }
    return bytes.prefix(count)
  }
}
