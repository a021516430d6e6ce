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
    let server = try ApplianceProcess(in: folder)
    TestEvidence.current.log("server \(server.id) listens on \(server.baseURL)")
    addTeardownBlock { server.stop() }
    return server
  }

  /// Makes a folder that is removed with the test.
  func makeFolder() throws -> ApplianceFolder {
    let folder = try ApplianceFolder.makeTemporary()
    addTeardownBlock { folder.remove() }
    return folder
  }
}
