import Foundation
import XCTest

/// One test for each way a test can end; nothing here imports Exhibit.
final class OutcomeTests: XCTestCase {
  struct Refusal: Error {}

  func testPasses() {}

  func testFails() {
    XCTAssertEqual(1, 2, "one is not two")
  }

  func testFailsTwice() {
    XCTFail("first")
    XCTFail("second")
  }

  func testThrows() throws {
    throw Refusal()
  }

  func testIsSkipped() throws {
    throw XCTSkip("no appliance here")
  }

  func testIsSkippedByCondition() throws {
    try XCTSkipIf(true, "condition holds")
  }

  func testIsSkippedWithoutReason() throws {
    throw XCTSkip()
  }

  func testAsyncPasses() async throws {
    try await Task.sleep(nanoseconds: 1)
  }

  func testAsyncFails() async {
    await Task.yield()
    XCTFail("async failure")
  }

  func testAsyncIsSkipped() async throws {
    throw XCTSkip("async skip")
  }

  func testFailsOnAnotherThread() {
    let done = expectation(description: "done")
    Thread.detachNewThread {
      XCTFail("from a thread")
      done.fulfill()
    }
    wait(for: [done], timeout: 10)
  }

  func testChangesTheWorkingDirectory() {
    XCTAssertTrue(FileManager.default.changeCurrentDirectoryPath("/"))
    XCTFail("in another directory")
  }
}
