import ApplianceClient
import Exhibit
import Foundation
import XCTest

extension XCTestCase {
  /// Starts a server that ends with the test and leaves its log in the evidence.
  func startServer(configuration: String? = nil) throws -> ApplianceProcess {
    let folder = try makeFolder()
    if let configuration {
      try Data(configuration.utf8).write(to: folder.configurationFile)
    }
    return try startServer(in: folder)
  }

  /// Starts a server whose files are in a folder of the test.
  func startServer(in folder: ApplianceFolder) throws -> ApplianceProcess {
    let server: ApplianceProcess
    do {
      server = try ApplianceProcess(in: folder)
    } catch {
      folder.saveAsEvidence()
      throw error
    }
    TestEvidence.current.log("server \(server.id) listens on \(server.baseURL)")
    addTeardownBlock { server.stop() }
    return server
  }

  /// Starts a server as an appliance, on which tests create things.
  ///
  /// It has to end after what was created on it is deleted, which is after the test's own tear-down.
  func startAppliance() throws -> TestAppliance {
    guard let store = FixtureStore.current else { return TestAppliance(try startServer()) }
    let folder = try ApplianceFolder.makeTemporary()
    try store.addTearDown(named: "folder of the server") { folder.remove() }
    let server: ApplianceProcess
    do {
      server = try ApplianceProcess(in: folder)
    } catch {
      folder.saveAsEvidence()
      throw error
    }
    try store.addTearDown(named: "server") { server.stop() }
    return TestAppliance(server)
  }

  /// Makes a folder that is removed with the test.
  func makeFolder() throws -> ApplianceFolder {
    let folder = try ApplianceFolder.makeTemporary()
    addTeardownBlock { folder.remove() }
    return folder
  }
}
