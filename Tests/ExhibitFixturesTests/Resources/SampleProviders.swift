import ExhibitFixtures
import ExhibitSupport

/// Does something after an instance was created and before its creator hears of it.
struct LateProvider: ResourceProvider {
  private let base: MemoryProvider
  private let whenCreated: @Sendable () async throws -> Void

  init(_ base: MemoryProvider, whenCreated: @escaping @Sendable () async throws -> Void) {
    self.base = base
    self.whenCreated = whenCreated
  }

  var name: String { base.name }
  var place: String? { nil }

  func get(_ path: ResourcePath) async throws -> ResourceFields { try await base.get(path) }
  func list(_ path: ResourcePath) async throws -> [ResourceFields] { try await base.list(path) }
  func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    try await base.update(fields, at: path)
  }
  func delete(_ path: ResourcePath) async throws { try await base.delete(path) }

  func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
    let created = try await base.create(fields, in: path)
    try await whenCreated()
    return created
  }
}

/// What it has can be created and deleted, but not read.
struct WriteOnlyProvider: ResourceProvider {
  let base: MemoryProvider

  init(_ base: MemoryProvider) {
    self.base = base
  }

  var name: String { "write-only" }
  var place: String? { nil }

  func get(_ path: ResourcePath) async throws -> ResourceFields {
    throw ResourceError(code: .invalid, path: path, message: "405")
  }
  func list(_ path: ResourcePath) async throws -> [ResourceFields] { [try await get(path)] }
  func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
    try await base.create(fields, in: path)
  }
  func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    try await base.update(fields, at: path)
  }
  func delete(_ path: ResourcePath) async throws { try await base.delete(path) }
}

/// Lets the keys of users, or other things, be changed.
struct RenamingProvider: ResourceProvider {
  private let base: MemoryProvider
  /// What it tells of a creation, if that is not the truth.
  private let reply: ResourceFields?
  private let collection: String

  init(_ base: MemoryProvider, in collection: String = "user", reply: ResourceFields? = nil) {
    self.base = base
    self.reply = reply
    self.collection = collection
  }

  var name: String { base.name }
  var place: String? { "somewhere" }

  func get(_ path: ResourcePath) async throws -> ResourceFields { try await base.get(path) }
  func list(_ path: ResourcePath) async throws -> [ResourceFields] { try await base.list(path) }
  func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
    let created = try await base.create(fields, in: path)
    return reply ?? created
  }
  func delete(_ path: ResourcePath) async throws { try await base.delete(path) }

  func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    let all = try await base.get(path).merging(fields) { _, new in new }
    let tokens = try await base.list(path.appending("tokens"))
    try await base.delete(path)
    let created = try await base.create(all, in: [collection])
    let instance: ResourcePath = [collection, all["id"]?.key ?? ""]
    for token in tokens { _ = try await base.create(token, in: instance.appending("tokens")) }
    return created
  }
}

/// Notes in memory.
final class Ledger: ResourceLedger {
  private let state = Locked<(last: Int, paths: [Int: String])>((0, [:]))

  var paths: [String] { state.withLock { $0.paths.sorted { $0.key < $1.key }.map(\.value) } }

  func willCreate(in collection: ResourcePath, provider: String, place: String) -> Int {
    state.withLock { state in
      state.last += 1
      state.paths[state.last] = "\(collection)"
      return state.last
    }
  }

  func created(_ path: ResourcePath, number: Int) { state.withLock { $0.paths[number] = "\(path)" } }

  func gone(number: Int) { state.withLock { $0.paths[number] = nil } }
}
