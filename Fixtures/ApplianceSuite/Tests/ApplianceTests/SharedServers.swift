import ApplianceClient
import Synchronization
import XCTest

/// The servers that the tests of a class share.
///
/// XCTest takes no failures while it sets up a class, so an error waits here for the first test
/// that wants the server.
enum SharedServers {
  private struct Shared {
    let folder: ApplianceFolder
    let server: Result<ApplianceProcess, any Error>
  }

  private static let servers = Mutex<[ObjectIdentifier: Result<Shared, any Error>]>([:])

  static func start(for owner: AnyClass) {
    let shared = Result {
      let folder = try ApplianceFolder.makeTemporary()
      return Shared(folder: folder, server: Result { try ApplianceProcess(in: folder) })
    }
    servers.withLock { $0[ObjectIdentifier(owner)] = shared }
  }

  static func server(for owner: AnyClass) throws -> ApplianceProcess {
    let shared = servers.withLock { $0[ObjectIdentifier(owner)] }
    let (folder, server) = try XCTUnwrap(shared, "the class has not been set up").map { ($0.folder, $0.server) }.get()
    if case .failure = server { folder.saveAsEvidence() }
    return try server.get()
  }

  /// Stops the server.
  ///
  /// Its log is not saved here: no test is running, and each test has saved its own part.
  static func stop(for owner: AnyClass) {
    let shared = servers.withLock { $0.removeValue(forKey: ObjectIdentifier(owner)) }
    guard case .success(let shared) = shared else { return }
    if case .success(let server) = shared.server { server.stop(savingLog: false) }
    shared.folder.remove()
  }
}
