import Exhibit
import XCTest

/// Eight tests that want to know the same, each in a process of its own if they run in parallel.
final class SharedDetailTests: XCTestCase {
  private final class Server: Appliance {
    let id = "server"
    static let details = CachedDetail<Server, Int32>("details", staleOn: [.serverDetailsChanged], sharing: .run) { _ in
      ProcessInfo.processInfo.processIdentifier
    }
  }

  func test0() throws { try read() }
  func test1() throws { try read() }
  func test2() throws { try read() }
  func test3() throws { try read() }
  func test4() throws { try read() }
  func test5() throws { try read() }
  func test6() throws { try read() }
  func test7() throws { try read() }

  private func read() throws {
    let server = Server()
    let process = try server.get(Server.details)
    XCTAssertEqual(try server.get(Server.details), process)
    TestEvidence.current.save("\(process)", as: "fetched by")
  }
}
