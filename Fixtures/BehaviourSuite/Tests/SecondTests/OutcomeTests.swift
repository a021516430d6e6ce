import Exhibit
import XCTest

/// The same names as in the other module.
final class OutcomeTests: XCTestCase {
  func testPasses() {
    TestEvidence.current.log("in the second module")
    TestEvidence.current.save(json: ["a": 1], as: "reply")
    TestEvidence.current.step("outer") { TestEvidence.current.step("inner") { _ = 1 } }
  }
}
