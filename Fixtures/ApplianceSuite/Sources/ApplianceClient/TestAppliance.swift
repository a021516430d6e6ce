public import ExhibitFixtures
public import ExhibitHTTP
import ExhibitHooks
import Foundation

/// The appliance as the tests share it: what is expensive to know about it is asked for once, and what they create on it
/// goes with them.
public final class TestAppliance: Appliance {
  /// Its address.
  public let id: String

  /// The server.
  public let service: HTTPService

  /// Performs operations on the things that are on the server, which ends with this process.
  public let provider: HTTPProvider

  /// What it tells about itself.
  public static let details = AsyncCachedDetail<TestAppliance, Details>(
    "configuration_details", staleOn: [.serverDetailsChanged]
  ) {
    try await $0.service.value(at: ["details"])
  }

  /// Where it stands, from its details.
  public static let zoneDescription = AsyncCachedDetail<TestAppliance, String>(
    "zone_description", derivedFrom: [details]
  ) {
    let details = try await $0.get(details)
    return "\(details.zone) in the \(details.region)"
  }

  /// The text of its configuration.
  public static let configurationYAML = AsyncCachedDetail<TestAppliance, String>(
    "configuration_yaml", staleOn: [.serverConfigChanged]
  ) {
    try await $0.service.text(at: ["config"])
  }

  /// Takes a server that is running.
  public init(_ server: ApplianceProcess) {
    id = server.baseURL.absoluteString
    service = HTTPService(server.baseURL, timeout: .seconds(60))
    provider = HTTPProvider(name: "appliance", service: service, isLasting: false)
  }

  /// The users.
  public var users: ResourceCollection<User> { ResourceCollection(of: User.self, by: provider, on: id) }

  /// Gives it a new name, which also rewrites its configuration.
  public func rename(to name: String) async throws {
    try await service.send("PATCH", ["details"], .json(["name": .string(name)])).expectSuccess()
    Signals.serverDetailsChanged.send(from: .object(self))
    Signals.serverConfigChanged.send(from: .object(self))
  }

  /// Replaces the configuration, on which the details depend.
  public func configure(_ text: String) async throws {
    try await service.send("PUT", ["config"], .data(Data(text.utf8), contentType: "application/yaml")).expectSuccess()
    Signals.serverDetailsChanged.send(from: .object(self))
    Signals.serverConfigChanged.send(from: .object(self))
  }
}

extension User: Resource {
  /// Below `/users`.
  public static let collection = "users"
}

extension Token: Resource {
  /// Below a user.
  public static let collection = "tokens"
}
