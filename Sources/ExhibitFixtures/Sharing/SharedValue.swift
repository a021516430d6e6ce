import CExhibitFixtures
import ExhibitSupport

/// The file in which a detail of an appliance is kept for the other processes of a run.
///
/// Its lock is held from the look at it to the end of a fetch, so that one process fetches and the others wait; the system
/// ends the lock of a process that dies. Whoever sets a value must not wait for a fetch: what writes has a second lock, and
/// holds it for no longer than that.
struct SharedValue: Sendable {
  /// A value as another process has left it.
  struct Found: Sendable {
    let bytes: [UInt8]
    /// When it ends by itself, on the clock of the detail.
    let deadline: Int64
  }

  private static let limit = 64 << 20

  private let path: String
  private let key: String

  init(in directory: String, key: String) {
    var bytes = key
    let hash = bytes.withUTF8 { bytes in
      var hash = exhibit_hash_start()
      exhibit_hash_add(&hash, bytes.baseAddress, bytes.count)
      return hash
    }
    path = directory + "/" + String(hash.first, radix: 16) + "-" + String(hash.second, radix: 16)
    self.key = key.printable
  }

  /// The lock, held by a descriptor.
  struct Lock: Sendable {
    fileprivate let descriptor: Int32

    func end() {
      if descriptor >= 0 { exhibit_unlock_file(descriptor) }
    }
  }

  /// Blocks this thread until nobody else has the lock.
  func lock() -> Lock { Lock(descriptor: exhibit_lock_file(path + ".lock", true, true)) }

  /// The lock, unless somebody else has it.
  func lockAtOnce() -> Lock? {
    let descriptor = exhibit_lock_file(path + ".lock", true, false)
    return descriptor < 0 && SystemError.isBusy ? nil : Lock(descriptor: descriptor)
  }

  /// Suspends this task until nobody else has the lock.
  func lockInTask() async -> Lock {
    while true {
      if let lock = lockAtOnce() { return lock }
      // The one who fetches is another process, which cannot wake this one.
      // In a task of its own, which is not cancelled with this one: others wait for the value too.
      await Task.detached { try? await Task.sleep(nanoseconds: 5_000_000) }.value
    }
  }

  /// The value, if it is there and was fetched in this state.
  func find(token: String) -> Found? {
    var memory: UnsafeMutableRawPointer?
    let count = exhibit_read_value(path, Self.limit, &memory)
    guard count >= 0, let memory else { return nil }
    defer { exhibit_free_bytes(memory) }
    let bytes = UnsafeRawBufferPointer(start: memory, count: count)
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, String(decoding: parts[0], as: UTF8.self) == key,
      String(decoding: parts[1], as: UTF8.self) == token,
      let deadline = Int64(String(decoding: parts[2], as: UTF8.self))
    else { return nil }
    return Found(bytes: Array(parts[3]), deadline: deadline)
  }

  /// Keeps a value for the others.
  ///
  /// - Parameters:
  ///   - bytes: The value.
  ///   - token: The state in which it was fetched.
  ///   - deadline: When it ends by itself.
  ///   - isStillSo: Whether that is the state still, asked when nobody else can write: a value that was set meanwhile stays.
  /// - Returns: What the system said if it could not be written.
  func save(_ bytes: [UInt8], token: String, deadline: Int64, if isStillSo: () -> Bool) -> String? {
    let lock = Lock(descriptor: exhibit_lock_file(path + ".writing.lock", true, true))
    defer { lock.end() }
    guard isStillSo() else { return nil }
    let all = Array("\(key)\n\(token)\n\(deadline)\n".utf8) + bytes
    let result = all.withUnsafeBytes { exhibit_write_value(path, path + ".new", $0.baseAddress, $0.count) }
    return result == 0 ? nil : SystemError.last
  }
}
