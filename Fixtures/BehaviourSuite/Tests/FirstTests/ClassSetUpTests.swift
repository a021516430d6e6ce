import XCTest

/// A failure outside of any test; XCTest drops it, and the tests pass.
final class ClassSetUpTests: XCTestCase {
  override class func setUp() {
    XCTFail("in the set-up of the class")
  }

  func testPassesAllTheSame() {}
}
