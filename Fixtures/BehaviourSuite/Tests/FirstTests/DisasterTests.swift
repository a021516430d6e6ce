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
    default: XCTFail("there is no disaster '\(disaster)'")
    }
  }

  func test3NeverStarts() {}
}
