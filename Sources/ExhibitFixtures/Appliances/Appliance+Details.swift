import ExhibitSupport

extension Appliance {
  // MARK: Reading

  /// A cached detail of this appliance, fetched if it is not there or stale.
  ///
  /// - Throws: What the fetch throws; ``FixtureError`` if the detail is read by its own fetch.
  @inlinable
  public func get<Value>(_ detail: CachedDetail<Self, Value>) throws -> Value { try detail.value(of: self) }

  /// A cached detail of this appliance, fetched if it is not there or stale; while somebody else fetches it the task is
  /// suspended.
  ///
  /// - Throws: What the fetch throws; ``FixtureError`` if the detail is read by its own fetch.
  @inlinable
  public func get<Value>(_ detail: CachedDetail<Self, Value>) async throws -> Value {
    try await detail.value(of: self)
  }

  /// A cached detail of this appliance, fetched if it is not there or stale.
  ///
  /// - Throws: What the fetch throws; `CancellationError` if the task is cancelled while it waits; ``FixtureError`` if
  ///   the detail is read by its own fetch.
  @inlinable
  public func get<Value>(_ detail: AsyncCachedDetail<Self, Value>) async throws -> Value {
    try await detail.value(of: self)
  }

  /// Whether a read would find a value that need not be fetched.
  public func isCached(_ detail: some ApplianceDetail) -> Bool {
    (detail as? any CoreDetail)?.core.isCached(for: self) ?? false
  }

  // MARK: Changing

  /// Puts a value in the place of the one that a fetch would find, until it becomes stale; one that is being fetched is
  /// not kept.
  ///
  /// - Throws: ``FixtureError`` if the detail cannot be what its declaration says.
  public func set<Value>(_ detail: CachedDetail<Self, Value>, to value: Value) throws {
    try detail.set(value, for: self)
  }

  /// Puts a value in the place of the one that a fetch would find, until it becomes stale; one that is being fetched is
  /// not kept.
  ///
  /// - Throws: ``FixtureError`` if the detail cannot be what its declaration says.
  public func set<Value>(_ detail: AsyncCachedDetail<Self, Value>, to value: Value) throws {
    try detail.set(value, for: self)
  }

  /// Drops a detail, so that the next read fetches it; that it was never read is fine.
  public func clear(_ detail: some ApplianceDetail) { (detail as? any CoreDetail)?.core.clear(self) }

  /// Drops details by their names, or none of them if one does not exist.
  ///
  /// - Throws: ``FixtureError`` that names the nearest name there is. A detail is known once it has been used, or if it is
  ///   among ``Appliance/declaredDetails``.
  public func clear(named names: String...) throws {
    _ = Self.declaredDetails
    let details = DetailRegistry.details(of: self)
    let cores = try names.flatMap { name in
      // A type and the one that it is made of may have one each.
      let named = details.filter { $0.name == name }
      guard !named.isEmpty else {
        let hint = NearestSpelling.nearest(to: name, among: details.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
        throw FixtureError(code: .unknownName, message: "\(Self.self) has no detail '\(name)'\(hint)")
      }
      return named
    }
    for core in cores { core.clear(self) }
  }

  /// Drops all details of this appliance.
  public func clearDetails() {
    for core in DetailRegistry.details(of: self) { core.clear(self) }
  }
}
