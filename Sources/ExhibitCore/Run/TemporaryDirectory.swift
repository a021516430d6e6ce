import CExhibitRecord
import ExhibitSupport
import Foundation

/// Directories for evidence that cannot be kept; they go when the process exits.
enum TemporaryDirectory {
  private struct State {
    /// What holds them all.
    var base: String?
    /// The process that made it; a child that was forked has a copy of this.
    var owner: pid_t = 0
    var count = 0
  }

  private static let state = Locked(State())

  /// Makes a new directory; if even that fails, the system's own temporary directory has to do.
  static func make() -> String {
    state.withLock { state in
      for _ in 0..<2 {
        guard let base = state.base ?? makeBase(&state) else { break }
        state.count += 1
        let path = "\(base)/\(getpid())-\(state.count)"
        if mkdir(path, 0o700) == 0 { return path }
        // Somebody has cleared it away.
        state.base = nil
      }
      return NSTemporaryDirectory()
    }
  }

  private static func makeBase(_ state: inout State) -> String? {
    // A directory that somebody else has made is never used, so a name is tried until it is nobody's.
    for _ in 0..<100 {
      let name = "exhibit-" + String(UInt64.random(in: 0 ... .max), radix: 36)
      let path = (NSTemporaryDirectory() as NSString).appendingPathComponent(name)
      if mkdir(path, 0o700) == 0 {
        if state.owner == 0 { atexit { TemporaryDirectory.removeAll() } }
        (state.base, state.owner) = (path, getpid())
        return path
      }
      if errno != EEXIST { break }
    }
    return nil
  }

  private static func removeAll() {
    state.withLock { state in
      if let base = state.base, state.owner == getpid() { _ = exhibit_remove_tree(base) }
      state.base = nil
    }
  }
}
