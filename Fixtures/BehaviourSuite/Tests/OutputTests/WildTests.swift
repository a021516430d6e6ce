import Foundation
import XCTest

/// Tests that treat their streams badly, if `BEHAVIOUR_OUTPUT` says so.
final class WildTests: XCTestCase {
  private static let wish = ProcessInfo.processInfo.environment["BEHAVIOUR_OUTPUT"]

  func test1Floods() throws {
    guard Self.wish == "flood" else { throw XCTSkip("no flood is wanted") }
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = ["-c", "seq 10000000 23107199 | head -c 104857600"]
    try child.run()
    child.waitUntilExit()
  }

  /// Closes everything, and opens a file under each of the numbers.
  func test2ClosesEverythingElse() throws {
    guard Self.wish == "close" else { throw XCTSkip("nothing is to be closed") }
    print("before")
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    for descriptor in 3..<1024 as Range<Int32> { close(descriptor) }
    let first = open(path, O_RDWR | O_CREAT, 0o600)
    while case let next = dup(first), next >= 0, next < 1000 {}
    print("after")
    unlink(path)
  }

  func test3FindsItsFilesUntouched() throws {
    guard Self.wish == "close" else { throw XCTSkip("nothing was closed") }
    print("later")
    fflush(nil)
    // Descriptors of Exhibit, and of the runtime, had numbers that now lead to the file. The runtime writes counters.
    var status = stat()
    guard fstat(500, &status) == 0 else { return XCTFail("the file is closed") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    XCTAssertEqual(pread(500, &bytes, bytes.count, 0), bytes.count)
    XCTAssertFalse(bytes.contains { $0 > 8 }, "somebody wrote into the file")
  }

  func test4ReopensTheStream() throws {
    guard Self.wish == "reopen" else { throw XCTSkip("nothing is to be reopened") }
    print("before")
    // Swift takes `stdout` for a variable that threads might change.
    let symbol = try XCTUnwrap(dlsym(nil, "stdout")).assumingMemoryBound(to: UnsafeMutablePointer<FILE>.self)
    XCTAssertNotNil(freopen("/dev/null", "w", symbol.pointee))
    print("into nothing")
  }

  func test5PrintsToTheOtherStream() {
    FileHandle.standardError.write(Data("still here\n".utf8))
  }
}
