import Foundation
import XCTest

/// Leaves a daemon behind that reads a pipe, if `BEHAVIOUR_DAEMON` is its name, and lives until something is in it.
final class DaemonTests: XCTestCase {
  func testLeavesADaemon() throws {
    guard let path = ProcessInfo.processInfo.environment["BEHAVIOUR_DAEMON"] else { throw XCTSkip("none is wanted") }
    // Swift hides `fork`, because few programs survive it, and `daemon` with it.
    let fork = unsafeBitCast(try XCTUnwrap(dlsym(nil, "fork")), to: (@convention(c) () -> pid_t).self)
    let daemon = unsafeBitCast(
      try XCTUnwrap(dlsym(nil, "daemon")), to: (@convention(c) (Int32, Int32) -> Int32).self)
    var ready: [Int32] = [-1, -1]
    XCTAssertEqual(pipe(&ready), 0)
    print("before")
    fflush(nil)
    let child = fork()
    if child == 0 {
      // Nobody needs it for so long; it must not stay if nobody ends it.
      alarm(60)
      let message = "in the child\n"
      _ = write(STDOUT_FILENO, message, message.utf8.count)
      if daemon(0, 0) != 0 { _exit(1) }
      alarm(60)
      // Open for both, a pipe does not wait for its other end.
      let gate = open(path, O_RDWR)
      var byte: UInt8 = 0
      _ = write(ready[1], &byte, 1)
      _ = read(gate, &byte, 1)
      _exit(0)
    }
    var status: Int32 = 0
    XCTAssertEqual(waitpid(child, &status, 0), child)
    XCTAssertEqual(status, 0)
    var byte: UInt8 = 0
    XCTAssertEqual(read(ready[0], &byte, 1), 1)
    for end in ready { close(end) }
    print("after")
  }
}
