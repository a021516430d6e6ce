import CExhibitRecord
import Foundation

/// The few calls of the file system that the record needs, with `errno` as the error.
package enum FileSystem {
  /// What the system said, and of which path.
  package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    package let path: String
    package let code: Int32

    /// Takes `errno`.
    package init(path: String, code: Int32 = errno) {
      self.path = path
      self.code = code
    }

    /// What the system said.
    package var reason: String {
      code == EXHIBIT_REMOVED ? "it was removed" : String(cString: strerror(code))
    }

    /// Whether there is no room left, on the disk or in a quota.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }

    package var description: String { "\(path): \(reason)" }
  }

  /// What is found at a path, without following a symbolic link.
  package enum Kind: Sendable {
    case directory
    case file
    case link
    case other
  }

  /// Makes a directory.
  ///
  /// - Returns: Whether it was made; `false` if something is there already.
  package static func makeDirectory(_ path: String) throws(Failure) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    guard errno == EEXIST else { throw Failure(path: path) }
    return false
  }

  /// Makes a directory and those above it that are missing.
  package static func makeDirectories(_ path: String) throws(Failure) {
    do throws(Failure) {
      guard try !makeDirectory(path) else { return }
      // A link to a directory is fine here: this is the user's own way to the artifacts.
      guard kind(of: path, followingLinks: true) == .directory else { throw Failure(path: path, code: ENOTDIR) }
    } catch  where error.code == ENOENT {
      guard let parent = path.parentPath else { throw error }
      try makeDirectories(parent)
      _ = try makeDirectory(path)
    }
  }

  /// What is found at a path, or `nil` if nothing is.
  package static func kind(of path: String, followingLinks: Bool = false) -> Kind? {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFREG: return .file
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// The size of a file in bytes.
  package static func size(of path: String) -> Int? {
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// When a file was last changed, in seconds since 1970.
  static func modificationTime(of path: String) -> Double? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The names in a directory, without `.` and `..`, in no order; empty if it cannot be read.
  ///
  /// - Parameters:
  ///   - path: The directory.
  ///   - isASCIIWanted: Whether names in pure ASCII are among them.
  /// - Returns: The names.
  package static func names(in path: String, isASCIIWanted: Bool = true) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let text = exhibit_entry_name(entry)
      guard isASCIIWanted || !exhibit_is_ascii(text) else { continue }
      let name = String(cString: text)
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// What a symbolic link points at.
  package static func target(ofLink path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      let count = buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
      guard count > 0, count < buffer.count else { return nil }
      return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]), as: UTF8.self)
    }
  }

  /// The text of a small file such as those of `/proc`, or `nil` if it cannot be read.
  package static func text(of path: String, limit: Int = 65_536) -> String? {
    var bytes: UnsafeMutablePointer<CChar>?
    let count = exhibit_read_file(path, limit, &bytes)
    guard count >= 0 else { return nil }
    defer { free(bytes) }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// Writes a whole file under a temporary name, and puts it in the place of one that is there.
  package static func replace(_ path: String, with bytes: UnsafeRawBufferPointer) throws(Failure) {
    let temporary = "\(path).partial-\(getpid())-\(UInt32.random(in: .min ... .max))"
    try write(bytes, toNewFile: temporary)
    guard rename(temporary, path) == 0 else {
      let failure = Failure(path: path)
      unlink(temporary)
      throw failure
    }
  }

  /// Writes a whole file in one go, which must not exist yet.
  package static func write(_ bytes: UnsafeRawBufferPointer, toNewFile path: String) throws(Failure) {
    let descriptor = exhibit_open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw Failure(path: path) }
    var offset = 0
    while offset < bytes.count, let base = bytes.baseAddress {
      let count = exhibit_write_once(descriptor, base + offset, bytes.count - offset)
      guard count > 0 else {
        let failure = Failure(path: path)
        close(descriptor)
        unlink(path)
        throw failure
      }
      offset += count
    }
    // Some file systems (NFS, quotas) tell only now that there was no room.
    guard close(descriptor) == 0 else {
      let failure = Failure(path: path)
      unlink(path)
      throw failure
    }
  }
}
