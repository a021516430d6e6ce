import ExhibitSupport

/// The providers that may delete what a process has left that crashed.
///
/// What tests create is deleted at the end of its scope. A process that crashes, or is killed, does not get there; what it
/// had created is noted in the artifact directory. The next process that has registered a provider of the same name and
/// place deletes it before its first test. No signals are sent about that: they tell of instances, and whoever deletes
/// does not know the types that the other process had.
///
/// ```swift
/// final class ExhibitSetup: RunSetup {
///   static func setUp(_ hooks: HookEngine) throws {
///     ResourceProviders.register(HTTPProvider(name: "shop", service: HTTPService(url)))
///   }
/// }
/// ```
public enum ResourceProviders: Sendable {
  private static let registered = Locked<[any ResourceProvider]>([])

  /// Registers a provider, in the place of one that has the same name and place.
  ///
  /// - Parameter provider: The provider; one without a place has nothing that another process could have left.
  public static func register(_ provider: any ResourceProvider) {
    registered.withLock { registered in
      registered.removeAll { $0.name == provider.name && $0.place == provider.place }
      registered.append(provider)
    }
  }

  /// The provider that may delete what another of this name and place has created.
  package static func provider(named name: String, at place: String) -> (any ResourceProvider)? {
    registered.withLock { $0.last { $0.name == name && $0.place == place } }
  }
}
