import Foundation

/// A place where processes wait for one another, made of two named pipes for each of its rounds.
struct Meeting {
  let directory: String

  /// Makes the pipes.
  func prepare(rounds: Int) throws {
    for round in 0..<rounds {
      for name in ["arrived", "go"] where mkfifo("\(directory)/\(name)\(round)", 0o600) != 0 {
        throw Mishap("no pipe: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Says that this process is there, and waits until all may go on.
  func arrive(_ round: Int) throws {
    let arrived = open("\(directory)/arrived\(round)", O_WRONLY | O_CLOEXEC)
    guard arrived >= 0, write(arrived, "x", 1) == 1 else { throw Mishap("nobody to arrive at") }
    let go = open("\(directory)/go\(round)", O_RDONLY | O_CLOEXEC)
    guard go >= 0 else { throw Mishap("nobody says go") }
    var byte: UInt8 = 0
    _ = read(go, &byte, 1)
    close(go)
    close(arrived)
  }

  /// Waits for so many processes, does something while they all wait, and lets them go.
  func lead(_ round: Int, count: Int, _ body: () throws -> Void) throws {
    let arrived = open("\(directory)/arrived\(round)", O_RDWR | O_CLOEXEC)
    guard arrived >= 0 else { throw Mishap("no pipe of arrivals") }
    defer { close(arrived) }
    var byte: UInt8 = 0
    for _ in 0..<count where read(arrived, &byte, 1) != 1 { throw Mishap("an arrival was lost") }
    try body()
    // For reading too, so that it opens before the others come. It stays open: what is in a pipe goes with its last end.
    let go = open("\(directory)/go\(round)", O_RDWR | O_CLOEXEC)
    guard go >= 0, write(go, String(repeating: "x", count: count), count) == count else {
      throw Mishap("cannot say go")
    }
  }
}
