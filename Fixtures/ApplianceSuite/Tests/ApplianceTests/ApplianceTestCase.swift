import ApplianceClient
import Exhibit
import Foundation
import XCTest

/// The base of classes whose tests share one server.
///
/// Every test begins with the same configuration, and saves what the server logged meanwhile.
class ApplianceTestCase: XCTestCase {
  static let configuration = """
    # the configuration of the tests
    name: oven
    zone: kitchen
    region: north

    """

  private var logStart = 0

  override class func setUp() {
    SharedServers.start(for: self)
  }

  override class func tearDown() {
    SharedServers.stop(for: self)
  }

  var server: ApplianceProcess {
    get throws { try SharedServers.server(for: Self.self) }
  }

  var api: ApplianceAPI {
    get throws { try server.api }
  }

  override func setUp() async throws {
    try await api.configure(Self.configuration)
    logStart = try server.logLines().count
  }

  override func tearDown() async throws {
    let lines = try server.logLines(after: logStart)
    TestEvidence.current.save(lines.joined(separator: "\n"), as: "server.log")
  }
}
