import Foundation
import Helper
import XCTest

/// The second test ends the process, if `BEHAVIOUR_DISASTER` says how.
final class DisasterTests: XCTestCase {
  func test1HasFinished() {}

  func test2EndsTheProcess() throws {
    guard let disaster = ProcessInfo.processInfo.environment["BEHAVIOUR_DISASTER"] else {
      throw XCTSkip("no disaster is wanted")
    }
    keep("saved before the end", as: "last words")
    switch disaster {
    case "trap": fatalError("ends on purpose")
    case "exit": exit(0)
    case "kill": kill(getpid(), SIGKILL)
    case "fork":
      let symbol = try XCTUnwrap(dlsym(nil, "fork"))
      let fork = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
      var ends: [CInt] = [0, 0]
      XCTAssertEqual(pipe(&ends), 0)
      var byte: UInt8 = 0
      guard fork() == 0 else {
        // Until the child runs, nobody but the system knows of it.
        _ = read(ends[0], &byte, 1)
        kill(getpid(), SIGKILL)
        return
      }
      _ = write(ends[1], &byte, 1)
      // The child outlives its parent until it is let go.
      let gate = open(ProcessInfo.processInfo.environment["BEHAVIOUR_GATE"] ?? "", O_RDONLY)
      _ = read(gate, &byte, 1)
      _exit(0)
    case "terminate": kill(getpid(), SIGTERM)
    case "overflow": XCTAssertEqual(Self.overflow(1), 0)
    case "overflow aside":
      let isDone = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        _ = Self.overflow(1)
        isDone.signal()
      }
      isDone.wait()
    case "leave": _exit(5)
    case "close and trap":
      closeAll()
      fatalError("ends on purpose")
    case "close and wait":
      closeAll()
      try GateTests.wait()
    #if os(Linux)
      case "quick exit": quick_exit(7)
      // SIGRTMIN+3, which Swift has no name for.
      case "real time": kill(getpid(), 37)
    #endif
    default: XCTFail("there is no disaster '\(disaster)'")
    }
  }

  func test3NeverStarts() {}

  /// Closes also what is not its own.
  private func closeAll() {
    for descriptor in CInt(3)..<1024 { close(descriptor) }
  }

  /// Needs more stack than there is.
  private static func overflow(_ depth: Int) -> Int {
    depth > 0 ? overflow(depth + 1) + 1 : depth
  }
}
