import Exhibit
import XCTest

final class NoteTests: XCTestCase {
  func testPasses() {
    TestEvidence.current.log("a line")
  }
}
