import Exhibit
import XCTest

/// Adds observers, as a user would: in the set-up of a class.
final class ObserverTests: XCTestCase {
  private final class OwnObserver: NSObject, XCTestObservation {
    func testCaseWillStart(_ testCase: XCTestCase) {
      print("own observer: \(testCase.name) starts")
    }

    func testCaseDidFinish(_ testCase: XCTestCase) {
      print("own observer: \(testCase.name) has finished")
    }
  }

  override class func setUp() {
    let words = ProcessInfo.processInfo.environment["BEHAVIOUR_OBSERVER"]?.split(separator: ",") ?? []
    if words.contains("own") { XCTestObservationCenter.shared.addTestObserver(OwnObserver()) }
    if words.contains("exhibit") { XCTestObservationCenter.shared.addTestObserver(ExhibitObserver()) }
  }

  func test1Passes() {}

  func test2Fails() {
    XCTFail("seen by all observers")
  }

  func test3IsSkipped() throws {
    throw XCTSkip("seen too")
  }
}
