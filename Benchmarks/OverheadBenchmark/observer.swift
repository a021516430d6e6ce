import CFloor
import Foundation
import XCTest

/// Does what is planned for a test where the test starts and ends: the floor, with the caches as a suite leaves them.
final class FloorObserver: NSObject, XCTestObservation {
  // The operations that follow a mark are done up to the next one.
  func testCaseWillStart(_ testCase: XCTestCase) { floor_run(CChar(UInt8(ascii: "e"))) }
  func testCaseDidFinish(_ testCase: XCTestCase) { floor_run(CChar(UInt8(ascii: "s"))) }
}

/// Called by the loader, before the tests.
@_cdecl("floor_observe") public func observe() {
  XCTestObservationCenter.shared.addTestObserver(FloorObserver())
}
