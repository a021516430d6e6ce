import ApplianceClient
import Synchronization
import XCTest

/// The servers that the tests of a class share.
///
/// XCTest takes no failures while it sets up a class, so an error waits here for the first test
/// that wants the server.
enum SharedServers {
  private static let servers = Mutex<[ObjectIdentifier: Result<ApplianceProcess, any Error>]>([:])

  static func start(for owner: AnyClass) {
    let server = Result { try ApplianceProcess(in: .makeTemporary()) }
    servers.withLock { $0[ObjectIdentifier(owner)] = server }
  }

  static func server(for owner: AnyClass) throws -> ApplianceProcess {
    let server = servers.withLock { $0[ObjectIdentifier(owner)] }
    return try XCTUnwrap(server, "the class has not been set up").get()
  }

  /// Stops the server.
  ///
  /// Its log is not saved here: no test is running, and each test has saved its own part.
  static func stop(for owner: AnyClass) {
    let server = servers.withLock { $0.removeValue(forKey: ObjectIdentifier(owner)) }
    if case .success(let server) = server {
      server.stop(savingLog: false)
      server.folder.remove()
    }
  }
}
