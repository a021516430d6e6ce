import Foundation

/// A directory for evidence that cannot be kept.
enum TemporaryDirectory {
  /// Makes a new directory; if even that fails, the system's own temporary directory has to do.
  static func make() -> String {
    let parent = NSTemporaryDirectory()
    // A directory that somebody else has made is never used, so a name is tried until it is nobody's.
    for _ in 0..<100 {
      let name = "exhibit-" + String(UInt64.random(in: 0 ... .max), radix: 36)
      let path = (parent as NSString).appendingPathComponent(name)
      if mkdir(path, 0o700) == 0 { return path }
      if errno != EEXIST { break }
    }
    return parent
  }
}
