import Foundation

/// Holds tests of a sample package until enough of them have started.
///
/// Two named pipes: into one a test writes a line when it has started, from the other it reads a byte to go on.
final class Gate: Sendable {
  private let folder: TemporaryFolder
  private let started: Int32
  private let gate: Int32

  init() throws {
    folder = try TemporaryFolder()
    var ends: [Int32] = []
    for name in ["started", "gate"] {
      let path = folder.path + "/" + name
      guard mkfifo(path, 0o600) == 0 else { throw ProcessError("\(path): \(String(cString: strerror(errno)))") }
      // Open for both, a pipe neither waits for its other end nor comes to an end.
      ends.append(Foundation.open(path, O_RDWR | O_CLOEXEC))
    }
    (started, gate) = (ends[0], ends[1])
  }

  deinit {
    close(started)
    close(gate)
  }

  /// What the tests have to know.
  var variables: [String: String] {
    ["BEHAVIOUR_STARTED": folder.path + "/started", "BEHAVIOUR_GATE": folder.path + "/gate"]
  }

  /// Waits until so many tests have started.
  ///
  /// - Returns: The ids of their processes.
  func waitForTests(_ count: Int) async throws -> [Int] {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try self.readLines(count) }) }
    }
  }

  private func readLines(_ count: Int) throws -> [Int] {
    var text = ""
    while text.filter({ $0 == "\n" }).count < count {
      var poll = pollfd(fd: started, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&poll, 1, 60_000) > 0 else { throw ProcessError("only these tests started: \(text)") }
      var buffer = [UInt8](repeating: 0, count: 256)
      let length = read(started, &buffer, buffer.count)
      text += String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
    }
    return text.split(separator: "\n").compactMap { Int($0) }
  }

  /// Lets so many tests go on.
  func open(for count: Int) {
    _ = write(gate, [UInt8](repeating: 1, count: count), count)
  }
}
