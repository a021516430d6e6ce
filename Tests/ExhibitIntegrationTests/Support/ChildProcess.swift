import ExhibitSupport
import Foundation

/// A program that is run in a process group of its own, up to a time limit.
struct ChildProcess: Sendable {
  let program: String
  let arguments: [String]
  let directory: String
  let environment: [String: String]
  var limit: Duration = .seconds(200)

  /// A pipe is inheritable for a moment, in which no other child may be made.
  private static let spawning = Locked(())

  /// Runs the program to its end, and collects both streams.
  ///
  /// - Returns: What it left behind.
  /// - Throws: ``ProcessError`` if it cannot be started, or does not end within the limit; then its group is killed.
  func run() async throws -> ProcessResult {
    try await withCheckedThrowingContinuation { continuation in
      // Waiting must not hold one of the few threads on which tests run.
      Thread.detachNewThread { continuation.resume(with: Result { try runAndWait() }) }
    }
  }

  private func runAndWait() throws -> ProcessResult {
    let (output, error, pid) = try Self.spawning.withLock { _ in
      let (output, error) = (try Channel(), try Channel())
      return (output, error, try spawn(output: output.writer, error: error.writer))
    }
    close(output.writer)
    close(error.writer)
    defer {
      close(output.reader)
      close(error.reader)
    }
    let (data, isInTime) = collect([output.reader, error.reader], group: pid)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    let result = ProcessResult(
      exitCode: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: data[0], error: data[1])
    guard isInTime else { throw ProcessError("\(commandLine) did not end within \(limit)", result: result) }
    return result
  }

  private var commandLine: String { ([program] + arguments).joined(separator: " ") }

  /// Reads until both streams end.
  ///
  /// At the limit the group is asked to end, and soon after made to.
  private func collect(_ descriptors: [Int32], group: pid_t) -> (data: [Data], isInTime: Bool) {
    var data = descriptors.map { _ in Data() }
    var open = Set(descriptors.indices)
    var deadline = ContinuousClock.now + limit
    // SwiftPM hands an interrupt on to the test process, which is in a group of its own.
    var signals = [SIGINT, SIGKILL]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      let left = deadline - .now
      if left <= .zero {
        guard !signals.isEmpty else { break }
        kill(-group, signals.removeFirst())
        deadline = .now + .seconds(5)
        continue
      }
      var polls = open.sorted().map { pollfd(fd: descriptors[$0], events: Int16(POLLIN), revents: 0) }
      let milliseconds = Int32(left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000) + 1
      guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { continue }
      for entry in polls where entry.revents != 0 {
        guard let index = descriptors.firstIndex(of: entry.fd) else { continue }
        let count = read(entry.fd, &buffer, buffer.count)
        if count > 0 {
          data[index].append(contentsOf: buffer.prefix(count))
        } else if count == 0 || errno != EINTR {
          open.remove(index)
        }
      }
    }
    return (data, signals.count == 2)
  }

  /// A pipe whose ends no other child inherits.
  private struct Channel {
    let reader: Int32
    let writer: Int32

    init() throws {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw ProcessError("no pipe: \(String(cString: strerror(errno)))") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reader, writer) = (ends[0], ends[1])
    }
  }

  private func spawn(output: Int32, error: Int32) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
    // Threads on which tests run block most signals, and a child would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)

    // Spawning cannot change the directory everywhere, the shell can; it then gives its place to the program.
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, directory]
    let words = (shell + [program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, shell[0], &actions, &attributes, words, variables)
    guard code == 0 else { throw ProcessError("\(commandLine) cannot be started: \(String(cString: strerror(code)))") }
    return pid
  }
}
