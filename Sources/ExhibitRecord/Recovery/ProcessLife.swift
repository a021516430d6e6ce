import Foundation

/// Whether a process lives that holds no lock on its event file.
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
    guard let state = ProcessState(of: pid) else { return true }
    guard !state.isDead else { return false }
    // Another process may have got the number since.
    guard let instant = header.instant?.absolute else { return true }
    return state.startTime <= instant + 1
  }

  /// Whether a process lives that had a lock and has lost it: a test may close descriptors that are not its own.
  ///
  /// What holds a lock may be seen where its process cannot be, so that a number alone proves nothing here: the process
  /// must also be the program that it was.
  static func isAliveWithoutItsLock(_ header: RecordLine.Payload) -> Bool {
    // What this process itself has closed is over.
    guard let members = header.exhibit, members.locked == true, members.outputOf == nil, let pid = members.pid,
      pid != Int(getpid()), let executable = members.executable, !executable.isEmpty, isAlive(header)
    else { return false }
    return FileSystem.text(of: "/proc/\(pid)/cmdline")?.prefix { $0 != "\0" } == Substring(executable)
  }
}
