import XCTest

extension XCTestCase {
  /// Of ten tests the fourth fails and the eighth is skipped.
  func perform(_ number: Int) throws {
    switch number % 10 {
    case 3: XCTFail("test \(number) fails")
    case 7: throw XCTSkip("test \(number) is skipped")
    default: break
    }
  }
}
