import ExhibitFixtures
import Synchronization

/// An appliance as a user would have it, and beside its details a property behind a lock.
final class Server: Appliance {
  struct Details: Sendable {
    var region = 1
    var name = "server"
    var zone = "default"
  }

  let id: String
  private let property = Mutex(Details())

  init(_ id: String) {
    self.id = id
  }

  static let details = CachedDetail<Server, Details>("details", staleOn: [.serverDetailsChanged]) { _ in Details() }
  static let zone = CachedDetail<Server, String>("zone", derivedFrom: [details]) { try $0.get(details).zone }

  static let lease = CachedDetail<Server, Details>("lease", timeToLive: .seconds(3600)) { _ in Details() }

  static let file = CommandLine.arguments[0]
  static let yaml = CachedDetail<Server, Details>("yaml", file: .at(file)) { _ in Details() }

  /// What is compared with: the same value, under a lock that nobody else wants.
  var locked: Details { property.withLock { $0 } }
}
