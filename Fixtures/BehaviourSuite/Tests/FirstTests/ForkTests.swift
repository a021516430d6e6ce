import Foundation
import XCTest

/// A test whose child was forked, did not become another program, and exits in the middle of the test.
final class ForkTests: XCTestCase {
  func test1ForksAChildThatExits() throws {
    // Swift hides `fork`, because few programs survive it.
    let symbol = try XCTUnwrap(dlsym(nil, "fork"))
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
    let child = fork()
    if child == 0 { exit(7) }
    var status: Int32 = 0
    XCTAssertEqual(waitpid(child, &status, 0), child)
    XCTAssertEqual((status >> 8) & 0xFF, 7)
  }

  func test2RunsAfterwards() {}
}
