#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system says went wrong.
enum SystemError {
  /// What it said last on this thread.
  static var last: String { String(cString: strerror(errno)) }

  /// Whether it said last that somebody else has a lock.
  static var isBusy: Bool { errno == EWOULDBLOCK }
}
