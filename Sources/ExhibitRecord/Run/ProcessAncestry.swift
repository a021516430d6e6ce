import CExhibitRecord
import Foundation

/// Which `swift test` a process belongs to.
package enum ProcessAncestry {
  /// The identity that all processes of one `swift test` share: its pid, start time, boot and pid namespace.
  ///
  /// It is that of the nearest ancestor, at most four up, that runs SwiftPM. A shell, a debugger or an IDE as parent is
  /// not taken: two runs started from there would join.
  ///
  /// - Returns: `nil` if there is no such ancestor, and where it cannot be known.
  package static func swiftPackageManager() -> String? {
    var pid = getppid()
    for _ in 0..<4 where pid > 1 {
      guard let process = Process(pid: pid) else { return nil }
      if process.name == "swift-package" || process.name == "swift-test" {
        let boot = lettersAndDigits(BootIdentity.current)
        return "\(pid)-\(lettersAndDigits(process.start))-\(boot)-\(lettersAndDigits(pidNamespace))"
      }
      pid = process.parent
    }
    return nil
  }

  /// Whether the process with an identity still runs.
  ///
  /// - Parameter identity: What ``swiftPackageManager()`` returned, in whatever process and whenever.
  /// - Returns: `nil` if that cannot be known here: it is of another boot or machine, or in another container.
  static func isAlive(_ identity: String) -> Bool? {
    let parts = identity.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, let pid = pid_t(parts[0]) else { return nil }
    let here = [BootIdentity.current, pidNamespace].map(lettersAndDigits)
    guard parts[2] == here[0], parts[3] == here[1] else { return nil }
    guard let process = Process(pid: pid) else { return false }
    return lettersAndDigits(process.start) == parts[1]
  }

  private static func lettersAndDigits(_ text: String) -> String {
    var kept: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        kept.append(byte)
      default: break
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private struct Process {
    let name: String
    let parent: pid_t
    let start: String

    #if os(Linux)
      init?(pid: pid_t) {
        var process = exhibit_process()
        guard exhibit_process_read(pid, &process) else { return nil }
        parent = process.parent
        start = withUnsafeBytes(of: &process.start) { Self.text($0) }
        name = withUnsafeBytes(of: &process.name) { Self.text($0) }
      }

      private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        bytes.baseAddress.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) } ?? ""
      }
    #elseif canImport(Darwin)
      init?(pid: pid_t) {
        var info = kinfo_proc()
        var size = MemoryLayout<kinfo_proc>.stride
        var query: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid]
        guard sysctl(&query, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
        parent = info.kp_eproc.e_ppid
        let time = info.kp_proc.p_starttime
        start = "\(time.tv_sec)x\(time.tv_usec)"
        // `p_comm` holds sixteen characters, enough for both names that are looked for.
        name = withUnsafeBytes(of: info.kp_proc.p_comm) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
      }
    #else
      init?(pid: pid_t) { nil }
    #endif
  }

  private static var pidNamespace: String {
    FileSystem.target(ofLink: "/proc/self/ns/pid") ?? ""
  }
}
