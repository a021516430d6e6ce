import ApplianceClient
import Exhibit
import Foundation
import XCTest

/// Tests that end the test process, or never end.
///
/// Each runs only if `APPLIANCE_DISASTER` names it.
final class DisasterTests: XCTestCase {
  func testCrash() throws {
    try prepare(for: "crash")
    fatalError("crashes on purpose")
  }

  func testExit() throws {
    try prepare(for: "exit")
    exit(0)
  }

  func testKill() throws {
    try prepare(for: "kill")
    kill(getpid(), SIGKILL)
  }

  func testHang() throws {
    try prepare(for: "hang")
    DispatchSemaphore(value: 0).wait()
  }

  func testTrap() throws {
    let bytes = Array(try prepare(for: "trap").path.utf8)
    let byteAfterTheLast = bytes[bytes.count]
    XCTFail("not reached, found \(byteAfterTheLast)")
  }

  func testLeavesUsers() async throws {
    let wanted = ProcessInfo.processInfo.environment["APPLIANCE_DISASTER"]
    try XCTSkipUnless(wanted == "users", "set APPLIANCE_DISASTER=users and APPLIANCE_URL to run this test")
    let provider = try XCTUnwrap(ExhibitSetup.sharedProvider, "APPLIANCE_URL is missing")
    let users = ResourceCollection(of: User.self, by: provider)
    for name in ["anna", "ben", "carl"] { try await users.create(["name": .string(name)]) }
    try await users.delete(2)
    kill(getpid(), SIGKILL)
  }

  /// Skips the test unless it is wanted, otherwise starts a server, so that there is something to lose.
  ///
  /// The server's files are in the test's own directory, where they survive.
  @discardableResult
  private func prepare(for disaster: String) throws -> URL {
    let wanted = ProcessInfo.processInfo.environment["APPLIANCE_DISASTER"]
    try XCTSkipUnless(wanted == disaster, "set APPLIANCE_DISASTER=\(disaster) to run this test")
    let evidence = TestEvidence.current
    let server = try startServer(in: ApplianceFolder(evidence.directory))
    evidence.save("\(server.id)\n", as: "process id of the server")
    evidence.log("now comes the disaster", level: .warning)
    print("before the \(disaster)")
    return evidence.directory
  }
}
