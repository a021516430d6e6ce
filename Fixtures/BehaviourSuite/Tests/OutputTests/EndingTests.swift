import Foundation
import XCTest

/// The second test prints without a flush and ends the process, if `BEHAVIOUR_OUTPUT` says how.
final class EndingTests: XCTestCase {
  func test1HasFinished() {
    print("of the first")
  }

  func test2EndsTheProcess() throws {
    let endings = ["trap", "abort", "terminate", "kill", "group", "exit", "real-time"]
    guard let ending = ProcessInfo.processInfo.environment["BEHAVIOUR_OUTPUT"], endings.contains(ending) else {
      throw XCTSkip("no ending is wanted")
    }
    FileHandle.standardOutput.write(Data("at once\n".utf8))
    FileHandle.standardError.write(Data("on standard error\n".utf8))
    print("in the buffer", terminator: "")
    switch ending {
    case "trap": fatalError("ends on purpose")
    case "abort": abort()
    case "terminate": kill(getpid(), SIGTERM)
    case "kill": kill(getpid(), SIGKILL)
    case "real-time": kill(getpid(), 40)
    case "group": kill(0, SIGKILL)
    default: exit(3)
    }
    while true { pause() }
  }

  func test3NeverStarts() {}
}
