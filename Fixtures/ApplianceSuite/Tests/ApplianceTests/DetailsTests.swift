import ApplianceClient
import Exhibit
import XCTest

final class DetailsTests: ApplianceTestCase {
  func testDetailsFollowTheConfiguration() async throws {
    let reply = try await keep(api.get("/details"))
    let details: Details = try reply.decode()

    XCTAssertEqual(details.name, "oven")
    XCTAssertEqual(details.zone, "kitchen")
    XCTAssertEqual(details.region, "north")
    XCTAssertFalse(details.version.isEmpty)
  }

  func testRenameChangesOnlyTheName() async throws {
    let before = try await api.details()
    try await TestEvidence.current.step("rename") { try await api.rename(to: "stove") }
    let after = try await api.details()

    TestEvidence.current.log("renamed from \(before.name) to \(after.name)")
    XCTAssertEqual(after.name, "stove")
    XCTAssertEqual(after.zone, before.zone)
    XCTAssertEqual(after.region, before.region)
  }

  func testRequestsAreCounted() async throws {
    let first = try await api.details()
    _ = try await api.users()
    let second = try await api.details()

    XCTAssertEqual(second.requests, first.requests + 2)
  }

  func testUnusableFieldsAreNamed() async throws {
    for (fields, message) in [
      (["color": "red"], "`color` is not a known field"),
      (["version": "9"], "`version` cannot be changed"),
      (["name": " "], "`name` must not be empty"),
    ] {
      let reply = try await keep(api.patch("/details", json: fields))
      XCTAssertEqual(reply.status, 400)
      XCTAssertEqual(reply.errorMessage, message)
    }
    let name = try await api.details().name
    XCTAssertEqual(name, "oven")
  }

  func testMethodThatIsNotSupportedIsRefused() async throws {
    let reply = try await keep(api.delete("/details"))

    XCTAssertEqual(reply.status, 405)
    XCTAssertEqual(reply.header("Allow"), "GET, PATCH")
  }
}
