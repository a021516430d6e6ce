public import ExhibitHooks

/// The signals about resources and users in the default namespace; see ``ResourceSignals``.
extension Signals {
  /// Around the reading of an instance.
  public static var getInstance: ResourceSignals.Instance { ResourceSignals.default.getInstance }

  /// Around the reading of all instances of a collection.
  public static var getList: ResourceSignals.List { ResourceSignals.default.getList }

  /// Around the creation of an instance.
  public static var createInstance: ResourceSignals.Instance { ResourceSignals.default.createInstance }

  /// Around the change of an instance.
  public static var updateInstance: ResourceSignals.Instance { ResourceSignals.default.updateInstance }

  /// Around the deletion of an instance.
  public static var deleteInstance: ResourceSignals.Instance { ResourceSignals.default.deleteInstance }

  /// Somebody is known to a provider of users.
  public static var authorizedUser: Signal<UserDetails> { ResourceSignals.default.authorizedUser }

  /// Nobody is known to a provider of users.
  public static var unauthorizedUser: Signal<UnauthorizedUser> { ResourceSignals.default.unauthorizedUser }

  /// Collects more details of a user before who asked for them sees them.
  public static var preGetUserDetails: CollectingSignal<UserDetails> { ResourceSignals.default.preGetUserDetails }
}

extension ResourceSignals {
  /// Declares the signals in the default namespace once somebody asks for it, so that they are known by name.
  package static func declare() {
    SignalNamespace.declareInDefault { _ = ResourceSignals(in: $0) }
  }
}

extension OperationSignals.Will {
  /// The provider that is about to perform the operation.
  public var provider: (any ResourceProvider)? { handler as? any ResourceProvider }
}

extension OperationSignals.Did {
  /// The provider that has performed the operation.
  public var provider: (any ResourceProvider)? { handler as? any ResourceProvider }
}
