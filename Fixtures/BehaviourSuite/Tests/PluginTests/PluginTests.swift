import Exhibit
import Foundation
import Helper
import XCTest

/// Gives the plugins that come with Exhibit something to do, where `BEHAVIOUR_SERVER_LOG` names a file.
final class PluginTests: XCTestCase {
  private struct Mishap: Error {}

  private var log: String = ""

  override func setUpWithError() throws {
    guard let log = ProcessInfo.processInfo.environment["BEHAVIOUR_SERVER_LOG"] else {
      throw XCTSkip("no plugin is configured")
    }
    self.log = log
  }

  /// What the server would do while the test is running.
  private func serve(_ line: String) throws {
    let path = log
    let file = try XCTUnwrap(fopen(path, "a"))
    fputs(line + "\n", file)
    fclose(file)
  }

  func test1Passes() throws {
    if let ready = ProcessInfo.processInfo.environment["BEHAVIOUR_RECORDER"] {
      _ = try FileHandle(forReadingFrom: URL(fileURLWithPath: ready)).readToEnd()
    }
    try serve("request of 1")
  }

  func test2IsRotated() throws {
    try serve("request of 2")
    XCTAssertEqual(rename(log, log + ".1"), 0)
    try serve("another of 2")
  }

  func test3Fails() throws {
    XCTFail("on purpose")
  }

  func test4CollectsInAScope() throws {
    try SoftAssertions.collect { soft in
      soft.expect(1 + 1 == 3, "the sum is 2")
      Helper.checkSoftly(7)
      XCTAssertEqual(soft.failures.count, 2)
      throw XCTSkip("everything is reported before this")
    }
  }

  func test5CollectsToTheEnd() async throws {
    collectSoftAssertions()
    Helper.checkSoftly(8)
    await Task.detached { Helper.checkSoftly(9) }.value
    SoftAssertions.collect { soft in
      soft.fail("forgotten")
      soft.clear()
      soft.catching("saving") { throw Mishap() }
    }
    XCTAssertEqual(testRun?.totalFailureCount, 0)
  }

  func test6ReportsAtOnceWithoutAScope() {
    Helper.checkSoftly(10)
    XCTAssertEqual(testRun?.totalFailureCount, 1)
  }

  func test7WaitsForAnyChild() {
    // Whoever left a child behind would be found here.
    XCTAssertEqual(waitpid(-1, nil, WNOHANG), -1)
    XCTAssertEqual(errno, ECHILD)
  }
}
