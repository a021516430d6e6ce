import Foundation
import XCTest

/// A thread that outlives its test and fails while the next one waits for it.
final class LateFailureTests: XCTestCase {
  private static let mayFail = DispatchSemaphore(value: 0)
  private static let hasFailed = DispatchSemaphore(value: 0)

  func test1LeavesAThreadBehind() {
    Thread.detachNewThread {
      Self.mayFail.wait()
      XCTFail("too late")
      Self.hasFailed.signal()
    }
  }

  func test2WaitsForTheThread() {
    Self.mayFail.signal()
    Self.hasFailed.wait()
  }
}
