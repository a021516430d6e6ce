import ApplianceClient
import Exhibit
import Foundation
import XCTest

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

final class ServerTests: XCTestCase {
  func testRequestsAreCountedByPath() async throws {
    let server = try startServer()
    _ = try await server.api.details()
    _ = try await server.api.rename(to: "counted")
    let missing = try await keep(server.api.get("/nowhere"))
    let metrics = try await keep(server.api.get("/metrics?verbose=1")).decode(Metrics.self)

    XCTAssertEqual(missing.status, 404)
    XCTAssertEqual(metrics.total, 4)
    XCTAssertEqual(metrics.paths, ["/details": 2, "/nowhere": 1, "/metrics": 1])
    XCTAssertEqual(metrics.operations["PATCH /details"], 1)
  }

  func testLogHasOneLineForEachRequest() async throws {
    let server = try startServer()
    _ = try await server.api.details()
    _ = try await server.api.get("/users/7?a=b")
    let lines = try server.logLines()

    XCTAssertEqual(lines.count, 2)
    XCTAssertTrue(lines[0].contains(" GET /details 200 "), lines[0])
    XCTAssertTrue(lines[1].contains(" GET /users/7 404 "), lines[1])
  }

  func testSlowReplyTakesItsTime() async throws {
    let server = try startServer()
    let clock = ContinuousClock()
    let start = clock.now
    let reply = try await keep(server.api.get("/slow?ms=50"))

    XCTAssertEqual(reply.status, 200)
    XCTAssertGreaterThanOrEqual(clock.now - start, .milliseconds(50))
  }

  func testSlowReplyDoesNotHoldUpOthers() async throws {
    let server = try startServer()
    async let slow = server.api.get("/slow?ms=60000")
    var metrics: Metrics
    repeat {
      metrics = try await server.api.metrics()
    } while metrics.paths["/slow"] == nil
    TestEvidence.current.save(json: metrics, as: "metrics while a request is open")
    server.stop()

    let reply = try? await keep(slow)
    XCTAssertNotEqual(reply?.status, 200)
  }

  func testServerEndsOnSIGTERM() async throws {
    let server = try startServer()
    _ = try await server.api.details()
    server.terminate()

    XCTAssertEqual(server.waitForEnd(), 0)
  }

  func testServerEndsWhenItsInputEnds() async throws {
    let server = try startServer()
    async let slow = server.api.get("/slow?ms=60000")
    _ = try await server.api.details()
    server.closeInput()

    XCTAssertEqual(server.waitForEnd(), 0)
    do {
      let reply = try await keep(slow)
      XCTAssertEqual(reply.status, 503)
    } catch let error as URLError {
      TestEvidence.current.log("the open request ended with \(error)", level: .notice)
    }
  }
}
