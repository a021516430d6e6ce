import ExhibitHooks

/// The instances of a resource at one place of an appliance, as seen through a provider.
///
/// ```swift
/// let users = ResourceCollection(of: User.self, by: provider)
/// let anna = try await users.create(["name": "anna"])
/// let tokens = users.nested(Token.self, in: anna)
/// ```
/// Each operation sends a signal before it, which can prevent it, and one after it if it succeeded. The sender is
/// `Item.self`. A path that cannot be used is an error before any signal.
///
/// What a test creates is deleted at the end of its scope, the last first.
public struct ResourceCollection<Item: Resource>: Sendable {
  /// Where the collection is.
  public let path: ResourcePath

  /// Who performs the operations.
  public let provider: any ResourceProvider

  /// The signals that are sent.
  public let signals: ResourceSignals

  /// The appliance whose resources they are, as evidence names it.
  let applianceID: String?

  /// Refers to a collection at the top.
  ///
  /// - Parameters:
  ///   - type: The type of the instances.
  ///   - provider: Who performs the operations.
  ///   - applianceID: The id of the appliance, for evidence.
  ///   - signals: The signals that are sent.
  public init(
    of type: Item.Type, by provider: any ResourceProvider, on applianceID: String? = nil,
    signals: ResourceSignals = .default
  ) {
    self.init(path: [Item.collection], provider: provider, applianceID: applianceID, signals: signals)
  }

  private init(path: ResourcePath, provider: any ResourceProvider, applianceID: String?, signals: ResourceSignals) {
    self.path = path
    self.provider = provider
    self.applianceID = applianceID
    self.signals = signals
  }

  /// The collection of another type below an instance of this one.
  ///
  /// - Parameters:
  ///   - type: The type of the nested instances.
  ///   - id: The id of the instance that they belong to.
  /// - Returns: The collection.
  public func nested<Nested: Resource>(_ type: Nested.Type, in id: Item.ID) -> ResourceCollection<Nested> {
    ResourceCollection<Nested>(
      path: path(of: id).appending(Nested.collection), provider: provider, applianceID: applianceID, signals: signals)
  }

  /// The collection of another type below an instance of this one.
  public func nested<Nested: Resource>(_ type: Nested.Type, in item: Item) -> ResourceCollection<Nested> {
    nested(type, in: item.id)
  }

  /// The path of an instance.
  ///
  /// Its key is written as the appliance wrote it when the instance was created or listed here; otherwise it is the id's
  /// description, that of a `UUID` in small letters.
  public func path(of id: Item.ID) -> ResourcePath {
    path.appending(KnownKeys.text(of: id, in: path, by: provider))
  }

  // MARK: Reading

  /// Reads an instance.
  ///
  /// - Parameter id: Its id.
  /// - Returns: The instance.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  @discardableResult
  public func get(_ id: Item.ID) async throws -> Item {
    let path = path(of: id)
    try path.check(isInstance: true)
    return try await perform(signals.getInstance, at: path) { try await item(provider.get(path), at: path) }
  }

  /// Reads all instances.
  ///
  /// - Returns: The instances, in the order of the provider.
  /// - Throws: ``ResourceError``, the error of a receiver that prevents it, or that of the provider.
  @discardableResult
  public func list() async throws -> [Item] {
    try path.check(isInstance: false)
    var items: [Item] = []
    try await signals.getList.perform(path, by: provider, from: .type(Item.self)) {
      items = try await provider.list(path).map { fields in
        let item = try item(fields, at: path)
        if let key = fields[Item.keyField]?.key { KnownKeys.learn(key, of: item.id, in: path, by: provider) }
        return item
      }
      return items
    }
    return items
  }

  // MARK: Common to all

  /// Performs an operation on one instance between its signals.
  @discardableResult
  func perform(
    _ operation: ResourceSignals.Instance, at path: ResourcePath, changes: () -> [String: FieldChange] = { [:] },
    _ body: () async throws -> Item
  ) async throws -> Item {
    var found: Item?
    func fields(changedIn output: any Resource) -> [String: FieldChange] { changes() }
    let output = try await operation.perform(path, by: provider, from: .type(Item.self), changes: fields(changedIn:)) {
      let item = try await body()
      found = item
      return item
    }
    guard let found else {
      throw ResourceError(code: .unexpected, path: path, message: "'\(path)' is a \(type(of: output))")
    }
    return found
  }

  /// An instance from its fields.
  func item(_ fields: ResourceFields, at path: ResourcePath) throws -> Item {
    do {
      return try Item(from: FieldDecoder(.object(fields)))
    } catch let error as DecodingError {
      throw ResourceError(
        code: .unexpected, path: path, message: "what is at '\(path)' is no \(Item.self): \(error.explanation)")
    }
  }
}

extension ResourceFields {
  /// The values as Swift's own types, without those that are null.
  var plain: [String: any Hashable & Sendable] { compactMapValues(\.plain) }
}

extension DecodingError {
  /// What is wrong and where, without the values.
  var explanation: String {
    let context: Context
    switch self {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
      .dataCorrupted(let found):
      context = found
    @unknown default: return "\(self)"
    }
    let place = context.codingPath.map(\.stringValue).joined(separator: ".")
    return place.isEmpty ? context.debugDescription : "\(place): \(context.debugDescription)"
  }
}
