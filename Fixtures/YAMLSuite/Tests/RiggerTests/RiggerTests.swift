import XCTest

final class RiggerTests: XCTestCase {
  func testMine() {}
}
