import Exhibit
import XCTest

/// Gives the plugins something to see.
final class SetupTests: XCTestCase {
  func test1Passes() {
    TestEvidence.current.log("a line", level: .notice)
    TestEvidence.current.save("four", as: "evidence")
  }

  func test2Fails() {
    XCTFail("on purpose")
  }
}
