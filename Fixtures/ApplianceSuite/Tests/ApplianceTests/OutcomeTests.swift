import ApplianceClient
import Exhibit
import Foundation
import XCTest

/// Every outcome that a test can have.
///
/// Four of these tests fail on purpose.
final class OutcomeTests: ApplianceTestCase {
  private struct ApplianceOnFire: Error {
    let degrees: Int
  }

  func testPasses() throws {
    XCTAssertGreaterThan(try server.id, 0)
  }

  func testAsyncPasses() async throws {
    let details = try await api.details()
    XCTAssertEqual(details.name, "oven")
  }

  func testFailsOnce() async throws {
    try await api.rename(to: "stove")
    let details = try await keep(api.get("/details")).decode(Details.self)
    XCTAssertEqual(details.name, "oven", "fails on purpose: the rename was not expected")
  }

  func testFailsTwice() async throws {
    let reply = try await keep(api.get("/nowhere"))
    XCTAssertEqual(reply.status, 200, "fails on purpose: there is nothing at this path")
    XCTAssertNil(reply.errorMessage, "fails on purpose: the second failure of this test")
  }

  func testThrowsAnError() throws {
    TestEvidence.current.log("about to throw", level: .warning)
    throw ApplianceOnFire(degrees: 451)
  }

  func testFailsOnAnotherThread() throws {
    let isDone = expectation(description: "the other thread is done")
    DispatchQueue.global().async {
      XCTFail("fails on purpose: reported from another thread")
      isDone.fulfill()
    }
    wait(for: [isDone], timeout: 30)
  }

  func testIsSkippedWithAReason() throws {
    throw XCTSkip("this appliance has no microwave")
  }

  func testIsSkippedOnACondition() async throws {
    let version = try await keep(api.get("/details")).decode(Details.self).version
    try XCTSkipIf(version.hasPrefix("1."), "needs version 2, this is \(version)")
    XCTFail("not reached")
  }

  func testWritesToBothStreams() throws {
    print("a line on standard output")
    FileHandle.standardError.write(Data("a line on standard error\n".utf8))
    print("the last line on standard output")
  }
}
