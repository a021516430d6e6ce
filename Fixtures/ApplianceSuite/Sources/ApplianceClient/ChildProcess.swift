import Foundation

/// A process that was started by this one, with pipes to its standard input and from its output.
///
/// The other end of its standard input closes when this process ends, in whatever way.
final class ChildProcess: Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let end = DispatchGroup()

  init(executable: URL, arguments: [String], errorFile: URL) throws {
    for handle in [input.fileHandleForWriting, output.fileHandleForReading] {
      // Other processes that are started meanwhile must not keep the pipes open.
      _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    try Data().write(to: errorFile)
    let errors = try FileHandle(forWritingTo: errorFile)
    defer { try? errors.close() }

    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    process.terminationHandler = { [end] _ in end.leave() }
    end.enter()
    do {
      try process.run()
    } catch {
      end.leave()
      throw error
    }
  }

  var id: Int32 { process.processIdentifier }

  /// Waits for the first line of its standard output.
  ///
  /// - Returns: The line, without its end; what there is of it if the output ends before; `nil`
  ///   after the time limit.
  func firstLine(timeLimit: Duration) -> String? {
    let clock = ContinuousClock()
    let deadline = clock.now + timeLimit
    var line: [UInt8] = []
    let descriptor = output.fileHandleForReading.fileDescriptor
    var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while clock.now < deadline {
      let milliseconds = (deadline - clock.now) / .milliseconds(1)
      guard poll(&event, 1, Int32(clamping: Int(milliseconds) + 1)) > 0 else { continue }
      var byte: UInt8 = 0
      let count = read(event.fd, &byte, 1)
      if count == 0 || (count == 1 && byte == UInt8(ascii: "\n")) {
        return String(decoding: line, as: UTF8.self)
      }
      if count == 1 { line.append(byte) }
    }
    return nil
  }

  /// Asks it to end.
  func terminate() {
    if process.isRunning { process.terminate() }
  }

  /// Ends it at once.
  func kill() {
    if process.isRunning { _ = Foundation.kill(id, SIGKILL) }
  }

  func closeInput() {
    try? input.fileHandleForWriting.close()
  }

  /// Waits until it has ended.
  ///
  /// - Returns: Its exit status, or the number of the signal that ended it; `nil` after the time limit.
  func waitForEnd(timeLimit: Duration) -> Int32? {
    let milliseconds = Int(timeLimit / .milliseconds(1))
    guard end.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
    return process.terminationStatus
  }
}
