import Foundation

/// Whether a process lives that could take no lock on its event file.
enum ProcessLife {
  /// Asks the system, which can tell only on the machine and since the boot where the process was started.
  ///
  /// - Parameter header: The first line of its event file.
  /// - Returns: `false` also if it cannot be told.
  static func isAlive(_ header: RecordLine.Payload) -> Bool {
    guard let members = header.exhibit, let pid = members.pid.flatMap(pid_t.init(exactly:)), pid > 1,
      members.machine == MachineIdentity.current, members.bootID == BootIdentity.current,
      kill(pid, 0) == 0 || errno == EPERM
    else { return false }
    // Another process may have got the number since.
    guard let start = startTime(of: pid), let instant = header.instant?.absolute else { return true }
    return start <= instant + 1
  }

  /// When a process was started, in seconds since the boot; from `/proc/PID/stat`, described in proc(5).
  private static func startTime(of pid: pid_t) -> Double? {
    guard let stat = FileSystem.text(of: "/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
    return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
