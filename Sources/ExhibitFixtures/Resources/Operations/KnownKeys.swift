import ExhibitSupport

/// The keys of instances as the appliance has written them, where that is not how Swift writes their ids.
///
/// `E621…` and `e621…` are one id, but on the way to an appliance that compares texts they are two keys.
enum KnownKeys {
  private struct Place: Hashable {
    let collection: ResourcePath
    let id: String
  }

  private struct Key {
    let provider: ProviderIdentity
    let text: String
  }

  private static let keys = Locked<[Place: [Key]]>([:])

  /// The text by which an instance is found.
  static func text<ID: CustomStringConvertible>(
    of id: ID, in collection: ResourcePath, by provider: any ResourceProvider
  ) -> String {
    let known = keys.withLock { keys -> String? in
      if keys.isEmpty { return nil }
      return keys[Place(collection: collection, id: id.description)]?.first { $0.provider.isSame(as: provider) }?.text
    }
    return known ?? usualText(of: id)
  }

  /// An instance has been seen, or has moved.
  static func learn<ID: CustomStringConvertible>(
    _ text: String, of id: ID, in collection: ResourcePath, by provider: any ResourceProvider
  ) {
    let isUsual = text == usualText(of: id)
    let identity = ProviderIdentity(provider)
    let place = Place(collection: collection, id: id.description)
    keys.withLock { keys in
      if isUsual, keys[place] == nil { return }
      var others = keys[place, default: []].filter { $0.provider.isTellable && !$0.provider.isSame(as: provider) }
      if !isUsual, identity.isTellable { others.append(Key(provider: identity, text: text)) }
      keys[place] = others.isEmpty ? nil : others
    }
  }

  private static func usualText<ID: CustomStringConvertible>(of id: ID) -> String {
    (id as? any PathKey)?.pathKey ?? id.description
  }
}
