import FlyingFox
import FlyingSocks
public import Foundation

/// The appliance as an HTTP server on this machine.
public struct ApplianceService: Sendable {
  private let server: HTTPServer

  /// Prepares a server, which does not listen yet.
  ///
  /// - Parameters:
  ///   - port: The port on 127.0.0.1, or 0 for any free one.
  ///   - configurationFile: A YAML file, made if there is none. Without it the configuration is
  ///     in memory only.
  ///   - logFile: A file that gets one line a request.
  /// - Throws: An error that says what is wrong with one of the files.
  public init(port: UInt16, configurationFile: URL?, logFile: URL?) throws {
    let router = try ApplianceRouter(state: ApplianceState(configurationFile: configurationFile))
    let log = try logFile.map { try RequestLog(file: $0) }
    server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port),
      timeout: 120,
      pool: PromptSocketPool(),
      logger: .disabled,
      handler: ApplianceHandler(router: router, log: log)
    )
  }

  /// Serves requests until it is told to end.
  ///
  /// - Parameters:
  ///   - end: Returns when the server is to end.
  ///   - whenListening: Gets the address as soon as requests are accepted.
  /// - Throws: An error if the port cannot be used.
  public func run(
    until end: @escaping @Sendable () async -> Void,
    whenListening: @escaping @Sendable (URL) -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await server.run()
        return true
      }
      group.addTask {
        try await server.waitUntilListening(timeout: 30)
        if let url = await address { whenListening(url) }
        return false
      }
      group.addTask {
        await end()
        return true
      }
      while let isOver = try await group.next(), !isOver {}
      await server.stop()
      group.cancelAll()
    }
  }

  private var address: URL? {
    get async {
      guard case .ip4(let ip, let port) = await server.listeningAddress else { return nil }
      return URL(string: "http://\(ip):\(port)")
    }
  }
}
