#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Reads small files completely, without waiting for pipes or devices.
///
/// Plain POSIX instead of Foundation: the cause of a failure is a number here, not a sentence
/// which differs between platforms.
enum RegularFile {
  /// Why a file could not be read, in words for a diagnostic.
  struct Failure: Error {
    /// What is wrong.
    var message: String
    /// What to do about it.
    var suggestion: String?
  }

  /// Tells whether there is a directory entry at a path, readable or not.
  ///
  /// A link that leads nowhere and a folder count: whoever made them expects them to have an effect,
  /// and an error from reading is better than silence.
  static func exists(at path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: How many bytes the file may have.
  /// - Returns: The content.
  /// - Throws: A ``Failure`` if there is no such file, it is not a regular file, cannot be read or is too large.
  static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw Failure(message: "the path contains a null character") }
    // A named pipe without a writer would otherwise block here for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT, exists(at: path) { throw Failure(message: "the link leads to no file") }
      throw failure(code)
    }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw failure(errno) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      let kind = info.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device"
      throw Failure(message: "expected a file, found \(kind)")
    }
    return try read(descriptor, limit: limit)
  }

  /// Reads from an open file until its end or until it exceeds the limit; its size may change in the meantime.
  private static func read(_ descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = chunk.withUnsafeMutableBytes { readOnce(descriptor, $0) }
      if count == 0 { return content }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      content += chunk.prefix(count)
      guard content.count <= limit else {
        throw Failure(
          message: "the file is larger than \(limit) bytes",
          suggestion: "is it really a configuration?"
        )
      }
    }
  }

  /// Calls the system's `read`, whose name the functions here hide.
  private static func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Android.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// Returns the failure that an error number of the system means.
  private static func failure(_ code: Int32) -> Failure {
    switch code {
    case ENOENT, ENOTDIR:
      Failure(message: "there is no such file", suggestion: "a relative path begins at the package's folder")
    case EACCES, EPERM:
      Failure(message: "the file cannot be read: permission denied", suggestion: "make it readable")
    default:
      Failure(message: "the file cannot be read: \(String(cString: strerror(code)))")
    }
  }
}
