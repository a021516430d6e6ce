import Foundation
import XCTest

/// Tests that do something to their process, or to the flow of a test.
final class DisturbingTests: XCTestCase {
  func test1ClosesStandardInput() {
    XCTAssertEqual(close(STDIN_FILENO), 0)
  }

  func test2RunsAfterwards() {}

  func test3WantsToStopAtAFailure() {
    continueAfterFailure = false
    XCTFail("first")
    XCTFail("second")
  }

  func test4WritesToBothStreams() {
    print("on standard output")
    FileHandle.standardError.write(Data("on standard error\n".utf8))
    print("without a line feed", terminator: "")
  }

  func test5PrintsTheRunVariable() throws {
    print("EXHIBIT_RUN here: \(ProcessInfo.processInfo.environment["EXHIBIT_RUN"] ?? "none")")
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = ["-c", "echo \"EXHIBIT_RUN in a child: ${EXHIBIT_RUN-none}\""]
    let output = Pipe()
    child.standardOutput = output
    try child.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    child.waitUntilExit()
    print(String(decoding: text, as: UTF8.self), terminator: "")
  }
}
