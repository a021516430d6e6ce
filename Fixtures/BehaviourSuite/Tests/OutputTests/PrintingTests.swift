import Foundation
import Helper
import XCTest

/// Everything that prints.
final class PrintingTests: XCTestCase {
  func test1PrintsAndLeavesALineOpen() {
    print("a line")
    print("an open line", terminator: "")
  }

  /// What the test before has left in the buffer comes first, since XCTest flushes it between tests.
  func test2WritesPastTheBuffer() {
    Self.write("past the buffer\n", to: STDOUT_FILENO)
    Self.write("on standard error\n", to: STDERR_FILENO)
  }

  func test3PrintsWithC() {
    puts("with C")
    errno = EACCES
    perror("with perror")
  }

  /// A file handle does not know of the buffer, so what is printed later comes out first.
  func test4WritesThroughAFileHandle() {
    print("printed first")
    FileHandle.standardOutput.write(Data("written second\n".utf8))
    FileHandle.standardError.write(Data("to the other handle\n".utf8))
  }

  func test5PrintsInAChild() throws {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = ["-c", "echo in a child; echo err >&2; echo by name > /dev/stdout"]
    try child.run()
    child.waitUntilExit()
  }

  func test6PrintsOnThreads() {
    let group = DispatchGroup()
    for _ in 0..<4 {
      DispatchQueue.global().async(group: group) {
        for _ in 0..<100 { Self.write("on a thread\n", to: STDOUT_FILENO) }
      }
    }
    group.wait()
  }

  func test7PrintsNothing() {}

  func test8SavesAFileOfThatName() {
    keep("a file", as: "stdout.txt")
    print("printed")
  }

  func test9PrintsBytes() {
    let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    XCTAssertEqual(Foundation.write(STDOUT_FILENO, bytes, bytes.count), bytes.count)
  }

  func testAFails() {
    print("before the failure")
    XCTFail("on purpose")
  }

  func testBPrintsWhatXCTestPrints() {
    print("Test Case 'PrintingTests.testBPrintsWhatXCTestPrints' passed (0.0 seconds)")
    print("Test Case 'Pr", terminator: "")
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = Foundation.write(descriptor, text, text.utf8.count)
  }
}
