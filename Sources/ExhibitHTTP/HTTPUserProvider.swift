public import ExhibitFixtures

/// A provider of users that asks an HTTP server who is authenticated.
public struct HTTPUserProvider: UserProvider {
  /// The provider's name.
  public let name: String

  private let service: HTTPService
  private let path: ResourcePath

  /// Creates a provider.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - service: The server, with the headers by which it knows the user.
  ///   - path: Where it tells the user's details.
  public init(name: String, service: HTTPService, path: ResourcePath = ["me"]) {
    self.name = name
    self.service = service
    self.path = path
  }

  /// Reads the details; nobody is authenticated if the server answers with 401 or 403.
  public func authenticatedUser() async throws -> ResourceFields? {
    let reply = try await service.send("GET", path)
    if reply.status == 401 || reply.status == 403 { return nil }
    return try reply.expectSuccess().decode()
  }
}
