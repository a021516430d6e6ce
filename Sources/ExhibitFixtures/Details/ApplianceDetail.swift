/// A cached detail of some appliance, whatever its value: a ``CachedDetail`` or an ``AsyncCachedDetail``.
public protocol ApplianceDetail: AnyObject, Sendable {
  /// The detail's name, unique among the details of its appliance.
  var name: String { get }
}

/// What both kinds have in common.
protocol CoreDetail: ApplianceDetail {
  var core: DetailCore { get }
}
