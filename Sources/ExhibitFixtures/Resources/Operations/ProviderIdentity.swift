/// Which provider it is, without keeping it alive.
struct ProviderIdentity: Sendable {
  private weak var object: (any ResourceProvider & AnyObject)?
  private let name: String
  private let place: String?

  init(_ provider: any ResourceProvider) {
    object = Self.object(provider)
    name = provider.name
    place = provider.place
  }

  /// Whether it can be told from others, or there may be one of the same place later.
  var isTellable: Bool { place != nil || object != nil }

  /// Whether another certainly has the same instances.
  func isSame(as other: any ResourceProvider) -> Bool {
    if let object, let other = Self.object(other), object === other { return true }
    return place != nil && place == other.place && name == other.name
  }

  private static func object<Provider: ResourceProvider>(
    _ provider: Provider
  ) -> (any ResourceProvider & AnyObject)? {
    Provider.self is AnyClass ? provider as? any ResourceProvider & AnyObject : nil
  }
}
