import ExhibitHooks

/// Operations that change what is on the appliance.
extension ResourceCollection {
  /// Creates an instance.
  ///
  /// - Parameters:
  ///   - fields: Its fields.
  ///   - scope: At whose end it is deleted: that of the test that is running, of its class, or of the run; `nil` if it
  ///     is to stay. Outside of a run nothing is deleted.
  /// - Returns: The instance.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  @discardableResult
  public func create(_ fields: ResourceFields, until scope: FixtureScope? = .test) async throws -> Item {
    try path.check(isInstance: false)
    return try await perform(signals.createInstance, at: path) {
      let creation = try ResourceCreation(in: path, by: provider, on: applianceID, until: scope)
      do {
        let found = try await provider.create(fields, in: path)
        guard let key = found[Item.keyField]?.key else {
          throw ResourceError(
            code: .unexpected, path: path,
            message: "the instance that was created in '\(path)' has no field '\(Item.keyField)' by which to find it")
        }
        let instance = path.appending(key)
        creation.succeeded(at: instance)
        let created = Result { try item(found, at: instance) }
        if let item = try? created.get() { KnownKeys.learn(key, of: item.id, in: path, by: provider) }
        return try await keep(creation, at: instance, created)
      } catch let error as ResourceError {
        // What is there is deleted, whatever else went wrong.
        guard creation.path == nil, let instance = error.createdPath else {
          if creation.path == nil { creation.failed(error) }
          throw error
        }
        creation.succeeded(at: instance)
        return try await keep(creation, at: instance, .failure(error))
      } catch {
        if creation.path == nil { creation.failed(error) }
        throw error
      }
    }
  }

  /// Has a new instance deleted at the end of its scope.
  private func keep(
    _ creation: ResourceCreation, at path: ResourcePath, _ created: Result<Item, any Error>
  ) async throws -> Item {
    let known = try? created.get()
    do {
      // An update may have given it another key until then.
      try creation.tearDown { try await tearDown(creation.path ?? path, known) }
    } catch {
      // The scope has ended meanwhile; nobody else will delete it.
      try await tearDown(path, known)
      throw error
    }
    return try created.get()
  }

  /// Changes fields of an instance.
  ///
  /// If somebody receives `post_update_instance`, the instance is read before, to tell what has changed.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - fields: The fields that change.
  /// - Returns: The instance after the change.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  @discardableResult
  public func update(_ id: Item.ID, _ fields: ResourceFields) async throws -> Item {
    let path = path(of: id)
    try path.check(isInstance: true)
    var (old, new): (ResourceFields?, ResourceFields) = (nil, [:])
    func changes() -> [String: FieldChange] { old.map { FieldChange.between($0.plain, new.plain) } ?? [:] }
    return try await perform(signals.updateInstance, at: path, changes: changes) {
      if signals.updateInstance.did.hasReceivers(for: .type(Item.self)) { old = try await provider.get(path) }
      new = try await evidently(.updated, path) { try await provider.update(fields, at: path) }
      let key = (new[Item.keyField] ?? fields[Item.keyField])?.key
      guard let key, key != path.last else { return try item(new, at: path) }
      let moved = self.path.appending(key)
      CreatedResources.moved(path, to: moved, by: provider)
      let item = try item(new, at: moved)
      KnownKeys.learn(key, of: item.id, in: self.path, by: provider)
      return item
    }
  }

  /// Changes fields of an instance.
  @discardableResult
  public func update(_ item: Item, _ fields: ResourceFields) async throws -> Item {
    try await update(item.id, fields)
  }

  /// Deletes an instance.
  ///
  /// - Parameter item: The instance, which is what `post_delete_instance` tells.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  public func delete(_ item: Item) async throws {
    try await delete(at: path(of: item.id)) { item }
  }

  /// Deletes an instance.
  ///
  /// It is read before, so that `post_delete_instance` can tell what it was.
  ///
  /// - Parameter id: Its id.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  public func delete(_ id: Item.ID) async throws {
    let path = path(of: id)
    try await delete(at: path) { try await item(provider.get(path), at: path) }
  }

  private func delete(at path: ResourcePath, _ read: () async throws -> Item) async throws {
    try path.check(isInstance: true)
    try await perform(signals.deleteInstance, at: path) {
      let item = try await read()
      try await evidently(.deleted, path) { try await provider.delete(path) }
      CreatedResources.gone(path, from: provider)
      return item
    }
  }

  /// Deletes what was created, at the end of its scope, which is told by who ends it.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - known: What it was; `nil` if that could not be read, and then no signal can tell of it.
  /// - Throws: What prevents it; that it is gone already does not.
  private func tearDown(_ path: ResourcePath, _ known: Item?) async throws {
    do {
      if let known {
        try await perform(signals.deleteInstance, at: path) {
          let isHeard = signals.deleteInstance.did.hasReceivers(for: .type(Item.self))
          // Who listens learns what it was at last. That this cannot be read, or is something else now, is no reason to
          // leave it there.
          let last = isHeard ? try? await item(provider.get(path), at: path) : nil
          try await provider.delete(path)
          return last ?? known
        }
      } else {
        try await provider.delete(path)
      }
    } catch let error as ResourceError where error.code == .notFound {
      // Somebody else has deleted it.
    }
    CreatedResources.gone(path, from: provider)
  }

  /// Runs an operation whose result and time are evidence.
  private func evidently<Result>(
    _ action: FixtureReport.Action, _ path: ResourcePath, _ body: () async throws -> Result
  ) async throws -> Result {
    let start = ContinuousClock.now
    var report = FixtureReport(.resource, action, "\(path)", applianceID: applianceID)
    let result: Result
    do {
      result = try await body()
    } catch {
      report.duration = .now - start
      report.error = "\(error)"
      FixtureStore.current?.report(report)
      throw error
    }
    report.duration = .now - start
    FixtureStore.current?.report(report)
    return result
  }
}
