import ApplianceClient
import Exhibit
import XCTest

/// What the server counts when tests share what they know about it.
final class SharedDetailsTests: XCTestCase {
  private struct Saving: Encodable {
    let reads: Int
    let changes: Int
    let requestsWithoutStore: Int
    let requestsWithStore: Int
  }

  /// Reads what many tests would read, with a change in the middle.
  private func work(_ appliance: TestAppliance, read: () async throws -> [String]) async throws -> [[String]] {
    var seen: [[String]] = []
    for _ in 0..<10 { seen.append(try await read()) }
    try await appliance.rename(to: "stove")
    for _ in 0..<10 { seen.append(try await read()) }
    return seen
  }

  private func requests(of server: ApplianceProcess) async throws -> Int {
    let operations = try await server.api.metrics().operations
    return operations["GET /details", default: 0] + operations["GET /config", default: 0]
  }

  func testStoreSavesRequests() async throws {
    let (server, plain) = try (startServer(), startServer())
    let appliance = TestAppliance(server)
    let shared = try await TestEvidence.current.step("with the store") {
      try await work(appliance) {
        [
          try await appliance.get(TestAppliance.details).name, try await appliance.get(TestAppliance.zoneDescription),
          try await appliance.get(TestAppliance.configurationYAML),
        ]
      }
    }
    let asked = try await TestEvidence.current.step("without the store") {
      try await work(TestAppliance(plain)) {
        let (first, second) = (try await plain.api.details(), try await plain.api.details())
        return [first.name, "\(second.zone) in the \(second.region)", try await plain.api.configuration()]
      }
    }
    let saving = try await Saving(
      reads: 60, changes: 1, requestsWithoutStore: requests(of: plain), requestsWithStore: requests(of: server))
    TestEvidence.current.save(json: saving, as: "requests that the server counted")

    XCTAssertEqual(shared, asked)
    XCTAssertEqual(saving.requestsWithoutStore, 60)
    XCTAssertEqual(saving.requestsWithStore, 4)
  }

  func testSignalOfOneServerLeavesTheOthersDetails() async throws {
    let servers = try (startServer(), startServer())
    let (oven, fridge) = (TestAppliance(servers.0), TestAppliance(servers.1))
    for appliance in [oven, fridge] {
      _ = try await appliance.get(TestAppliance.zoneDescription)
      _ = try await appliance.get(TestAppliance.configurationYAML)
    }
    try await oven.configure("name: oven\nzone: kitchen\nregion: north\n")

    XCTAssertFalse(oven.isCached(TestAppliance.details))
    XCTAssertTrue(fridge.isCached(TestAppliance.details))
    XCTAssertTrue(fridge.isCached(TestAppliance.configurationYAML))
    let zones = try await [oven.get(TestAppliance.zoneDescription), fridge.get(TestAppliance.zoneDescription)]
    XCTAssertEqual(zones, ["kitchen in the north", "default in the none"])
    let requests = try await [requests(of: servers.0), requests(of: servers.1)]
    XCTAssertEqual(requests, [3, 2])
  }

  func testManyReadersCauseOneRequest() async throws {
    let server = try startServer()
    let appliance = TestAppliance(server)
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await appliance.get(TestAppliance.details).name } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    let count = try await requests(of: server)

    XCTAssertEqual(names.count, 1)
    XCTAssertEqual(count, 1)
  }
}
