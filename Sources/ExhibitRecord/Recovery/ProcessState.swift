import Foundation

/// What the system tells of a process in `/proc/PID/stat`, described in proc(5).
struct ProcessState {
  /// Whether it has ended and its parent has not asked how.
  let isDead: Bool
  /// When it was started, in seconds since the boot.
  let startTime: Double

  /// Asks the system; `nil` if it does not tell, as where there is no `/proc`.
  init?(of pid: pid_t) {
    guard let stat = FileSystem.text(of: "/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let state = fields.first, let threads = Int(fields[17]), let ticks = Double(fields[19])
    else { return nil }
    // The first thread may end before the others.
    isDead = (state == "Z" || state == "X") && threads < 2
    startTime = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
