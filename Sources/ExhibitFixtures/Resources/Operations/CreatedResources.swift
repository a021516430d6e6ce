import ExhibitSupport

/// The instances that this process has created and is going to delete.
enum CreatedResources {
  private static let created = Locked<[ResourcePath: [ResourceCreation]]>([:])

  static func add(_ creation: ResourceCreation, at path: ResourcePath) {
    created.withLock { $0[path, default: []].append(creation) }
  }

  /// An instance is gone, and with it what is below it.
  static func gone(_ path: ResourcePath, from provider: any ResourceProvider) {
    let gone = created.withLock { created -> [ResourceCreation] in
      var gone: [ResourceCreation] = []
      for key in created.keys where key == path || key.isBelow(path) {
        gone += created[key, default: []].filter { isSame($0.provider, provider) }
        created[key]?.removeAll { isSame($0.provider, provider) }
        if created[key]?.isEmpty == true { created[key] = nil }
      }
      return gone
    }
    for creation in gone { creation.gone() }
  }

  /// An instance has another key, and what is below it another path.
  static func moved(_ old: ResourcePath, to new: ResourcePath, by provider: any ResourceProvider) {
    let moved = created.withLock { created -> [(ResourceCreation, ResourcePath)] in
      var moved: [(ResourceCreation, ResourcePath)] = []
      for key in created.keys where key == old || key.isBelow(old) {
        let creations = created[key, default: []].filter { isSame($0.provider, provider) }
        created[key]?.removeAll { isSame($0.provider, provider) }
        if created[key]?.isEmpty == true { created[key] = nil }
        moved += creations.map { ($0, key.moved(from: old, to: new)) }
      }
      for (creation, path) in moved { created[path, default: []].append(creation) }
      return moved
    }
    for (creation, path) in moved { creation.moved(to: path) }
  }

  /// Whether two providers certainly have the same instances.
  ///
  /// If they have and it cannot be told, an instance is deleted again at the end of its scope, and found to be gone.
  private static func isSame(_ one: any ResourceProvider, _ other: any ResourceProvider) -> Bool {
    ProviderIdentity(one).isSame(as: other)
  }
}
