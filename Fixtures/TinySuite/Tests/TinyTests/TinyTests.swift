import Exhibit
import XCTest

final class TinyTests: XCTestCase {
  func testPasses() {
    TestEvidence.current.save("saved", as: "text")
  }

  func testFails() {
    XCTFail("on purpose")
  }
}
