import ExhibitSupport

/// A provider whose resources are in the memory of this process.
///
/// It stands in for an appliance where there is none. Instances of a collection are in the order of their creation; one
/// without a key gets the next number. Deleting an instance deletes what is below it.
public final class MemoryProvider: ResourceProvider {
  private struct State {
    /// The instances by their paths.
    var fields: [ResourcePath: ResourceFields] = [:]
    /// The keys of each collection in order.
    var keys: [ResourcePath: [String]] = [:]
    /// The last number that was given away in each collection, also to an instance that is gone.
    var lastNumbers: [ResourcePath: Int] = [:]
  }

  /// The provider's name.
  public let name: String

  /// Nothing outlives this process.
  public var place: String? { nil }

  private let keyFields: [String: String]
  private let uniqueFields: [String: [String]]
  private let state = Locked(State())

  /// Creates a provider that has nothing.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - keyFields: By the name of a collection, the field that holds the key of an instance, where it is not `id`.
  ///   - uniqueFields: By the name of a collection, the fields in which no two of its instances may have the same value.
  public init(
    name: String = "memory", keyFields: [String: String] = [:], uniqueFields: [String: [String]] = [:]
  ) {
    self.name = name
    self.keyFields = keyFields
    self.uniqueFields = uniqueFields
  }

  /// How many instances there are, nested ones too.
  public var count: Int { state.withLock { $0.fields.count } }

  /// Reads an instance.
  public func get(_ path: ResourcePath) async throws -> ResourceFields {
    try state.withLock { try Self.fields(at: path, $0) }
  }

  /// Reads all instances of a collection; one that nothing was created in is empty.
  public func list(_ path: ResourcePath) async throws -> [ResourceFields] {
    try state.withLock { state in
      try Self.checkParent(of: path, state)
      return state.keys[path, default: []].compactMap { state.fields[path.appending($0)] }
    }
  }

  /// Creates an instance.
  public func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
    try state.withLock { state in
      try Self.checkParent(of: path, state)
      var fields = fields
      let keyField = keyField(in: path)
      let key: String
      switch fields[keyField] {
      case .null, nil:
        var number = state.lastNumbers[path, default: 0]
        repeat { number += 1 } while state.fields[path.appending(String(number))] != nil
        state.lastNumbers[path] = number
        fields[keyField] = .integer(number)
        key = String(number)
      case let value?:
        guard let text = value.key else {
          throw ResourceError(
            code: .invalid, path: path, message: "the key '\(keyField)' of an instance in '\(path)' is \(value.kind)")
        }
        key = text
      }
      let instance = path.appending(key)
      try instance.check(isInstance: true)
      guard state.fields[instance] == nil else {
        throw ResourceError(code: .conflict, path: instance, message: "there is '\(instance)' already")
      }
      try checkUniqueness(of: fields, at: instance, state)
      state.fields[instance] = fields
      state.keys[path, default: []].append(key)
      return fields
    }
  }

  /// Changes fields of an instance; null removes one.
  public func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    try state.withLock { state in
      var changed = try Self.fields(at: path, state)
      let keyField = keyField(in: path.parent)
      if let key = fields[keyField], key.key != path.last {
        throw ResourceError(
          code: .invalid, path: path, message: "the key '\(keyField)' of '\(path)' cannot be changed")
      }
      for (name, value) in fields {
        if value == .null { changed.removeValue(forKey: name) } else { changed[name] = value }
      }
      try checkUniqueness(of: changed, at: path, state)
      state.fields[path] = changed
      return changed
    }
  }

  /// Deletes an instance and what is below it.
  public func delete(_ path: ResourcePath) async throws {
    try state.withLock { state in
      _ = try Self.fields(at: path, state)
      state.fields = state.fields.filter { $0.key != path && !$0.key.isBelow(path) }
      state.keys = state.keys.filter { !$0.key.isBelow(path) }
      state.lastNumbers = state.lastNumbers.filter { !$0.key.isBelow(path) }
      if let parent = path.parent { state.keys[parent]?.removeAll { $0 == path.last } }
    }
  }

  private func keyField(in collection: ResourcePath?) -> String {
    collection?.last.flatMap { keyFields[$0] } ?? "id"
  }

  private static func fields(at path: ResourcePath, _ state: State) throws -> ResourceFields {
    guard let fields = state.fields[path] else {
      throw ResourceError(code: .notFound, path: path, message: "there is no '\(path)'")
    }
    return fields
  }

  private static func checkParent(of collection: ResourcePath, _ state: State) throws {
    guard let parent = collection.parent else { return }
    _ = try fields(at: parent, state)
  }

  private func checkUniqueness(of fields: ResourceFields, at path: ResourcePath, _ state: State) throws {
    guard let collection = path.parent, let names = collection.last.flatMap({ uniqueFields[$0] }) else { return }
    for key in state.keys[collection, default: []] where key != path.last {
      let other = collection.appending(key)
      for name in names {
        if let value = fields[name], value != .null, state.fields[other]?[name] == value {
          throw ResourceError(
            code: .conflict, path: path, message: "'\(other)' has the same value in the field '\(name)'")
        }
      }
    }
  }
}
