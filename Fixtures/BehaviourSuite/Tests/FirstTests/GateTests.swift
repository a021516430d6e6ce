import Foundation
import XCTest

/// Says that it has started and waits to be let through, if there is a gate.
final class GateTests: XCTestCase {
  func testWaitsAtTheGate() throws { try Self.wait() }

  static func wait() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let started = environment["BEHAVIOUR_STARTED"], let gate = environment["BEHAVIOUR_GATE"] else {
      throw XCTSkip("there is no gate")
    }
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: started))
    try output.write(contentsOf: Data("\(getpid())\n".utf8))
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: gate))
    XCTAssertEqual(try input.read(upToCount: 1)?.count, 1)
  }
}
