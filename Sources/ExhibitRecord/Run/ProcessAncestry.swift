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
    guard let (pid, start) = packageManager() else { return nil }
    return "\(pid)-\(start)-\(lettersAndDigits(BootIdentity.current))-\(lettersAndDigits(pidNamespace))"
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
    return start(of: pid).map { $0 == parts[1] } ?? false
  }

  private static func lettersAndDigits(_ text: String) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      exhibit_letters_and_digits(text, start, buffer.count)
      return String(cString: start)
    }
  }

  #if os(Linux)
    private static func packageManager() -> (pid: pid_t, start: String)? {
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(EXHIBIT_PROCESS_START)) { buffer in
        guard let start = buffer.baseAddress else { return nil }
        let pid = exhibit_package_manager(start)
        return pid > 0 ? (pid, String(cString: start)) : nil
      }
    }

    private static func start(of pid: pid_t) -> String? {
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(EXHIBIT_PROCESS_START)) { buffer in
        guard let start = buffer.baseAddress, exhibit_process_start_time(pid, start) else { return nil }
        return String(cString: start)
      }
    }
  #elseif canImport(Darwin)
    private static func packageManager() -> (pid: pid_t, start: String)? {
      var pid = getppid()
      for _ in 0..<4 where pid > 1 {
        guard let info = information(on: pid) else { return nil }
        // `p_comm` holds sixteen characters, enough for both names that are looked for.
        let name = withUnsafeBytes(of: info.kp_proc.p_comm) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name == "swift-package" || name == "swift-test" { return (pid, start(in: info)) }
        pid = info.kp_eproc.e_ppid
      }
      return nil
    }

    private static func start(of pid: pid_t) -> String? {
      information(on: pid).map(start)
    }

    private static func start(in info: kinfo_proc) -> String {
      let time = info.kp_proc.p_starttime
      return "\(time.tv_sec)x\(time.tv_usec)"
    }

    private static func information(on pid: pid_t) -> kinfo_proc? {
      var info = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      var query: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid]
      guard sysctl(&query, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
      return info
    }
  #else
    private static func packageManager() -> (pid: pid_t, start: String)? { nil }

    private static func start(of pid: pid_t) -> String? { nil }
  #endif

  private static var pidNamespace: String {
    FileSystem.target(ofLink: "/proc/self/ns/pid") ?? ""
  }
}
