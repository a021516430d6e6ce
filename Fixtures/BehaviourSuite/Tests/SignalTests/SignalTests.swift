import Exhibit
import XCTest

/// Gives the receivers of signals something to hear.
final class SignalTests: XCTestCase {
  func test1Saves() {
    TestEvidence.current.save("four", as: "evidence")
  }

  func test2Fails() {
    XCTFail("first")
    XCTFail("second")
  }

  func test3Exits() throws {
    guard ProcessInfo.processInfo.environment["BEHAVIOUR_SIGNALS"]?.contains("exit") == true else {
      throw XCTSkip("it would end the process")
    }
    exit(1)
  }
}
