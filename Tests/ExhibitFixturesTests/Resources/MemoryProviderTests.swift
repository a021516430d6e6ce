import ExhibitFixtures
import TestSupport
import Testing

@Suite struct MemoryProviderTests {
  private let provider = MemoryProvider(uniqueFields: ["users": ["name"]])

  private func code(_ body: () async throws -> Void) async -> ResourceError.Code? {
    await #expect(throws: ResourceError.self) { try await body() }?.code
  }

  @Test func instancesGetNumbersAndKeepTheirOrder() async throws {
    for name in ["b", "a", "c"] { _ = try await provider.create(["name": .string(name)], in: ["users"]) }
    try await provider.delete(["users", "2"])
    let next = try await provider.create(["name": "d"], in: ["users"])
    #expect(next == ["id": 4, "name": "d"])
    let names = try await provider.list(["users"]).map { $0["name"] }
    #expect(names == ["b", "c", "d"])
  }

  @Test func conflictsAreNamed() async throws {
    _ = try await provider.create(["id": "x", "name": "a"], in: ["users"])
    let other = try await provider.create(["name": "b"], in: ["users"])
    #expect(await code { _ = try await provider.create(["id": "x", "name": "c"], in: ["users"]) } == .conflict)
    #expect(await code { _ = try await provider.create(["name": "a"], in: ["users"]) } == .conflict)
    #expect(await code { _ = try await provider.update(["name": "a"], at: ["users", "1"]) } == .conflict)
    #expect(try await provider.update(["name": "b"], at: ["users", "1"]) == other)
    #expect(await code { _ = try await provider.update(["id": 9], at: ["users", "1"]) } == .invalid)
    #expect(await code { _ = try await provider.create(["id": true], in: ["users"]) } == .invalid)
    #expect(await code { _ = try await provider.create(["id": ".."], in: ["users"]) } == .invalid)
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    #expect(await code { _ = try await provider.get(["users", "1"]) } == .notFound)
    #expect(await code { _ = try await provider.update([:], at: ["users", "1"]) } == .notFound)
    #expect(await code { try await provider.delete(["users", "1"]) } == .notFound)
    #expect(await code { _ = try await provider.list(["users", "1", "tokens"]) } == .notFound)
    #expect(await code { _ = try await provider.create([:], in: ["users", "1", "tokens"]) } == .notFound)
    #expect(try await provider.list(["users"]) == [])
  }

  @Test func deletionTakesWhatIsBelow() async throws {
    _ = try await provider.create(["name": "a"], in: ["users"])
    _ = try await provider.create(["name": "b"], in: ["users"])
    for user in ["1", "2"] { _ = try await provider.create(["label": "x"], in: ["users", user, "tokens"]) }
    try await provider.delete(["users", "1"])
    #expect(provider.count == 2)
    #expect(try await provider.list(["users", "2", "tokens"]).count == 1)
  }

  @Test func nullRemovesAField() async throws {
    _ = try await provider.create(["name": "a", "age": 1], in: ["users"])
    #expect(try await provider.update(["age": nil], at: ["users", "1"]) == ["id": 1, "name": "a"])
  }

  /// Whatever is created, changed and deleted, the provider holds what a plain dictionary would.
  @Test(arguments: 0..<50)
  func providerIsLikeADictionary(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    var expected: [String: ResourceFields] = [:]
    for step in 0..<60 {
      let key =
        HostileText.cases.filter { !["", ".", ".."].contains($0) }.prefix(12).randomElement(using: &generator) ?? "a"
      let path: ResourcePath = ["things", key]
      switch Int.random(in: 0..<3, using: &generator) {
      case 0:
        let isNew = expected[key] == nil
        let fields: ResourceFields = ["id": .string(key), "step": .integer(step)]
        let created = try? await provider.create(fields, in: ["things"])
        #expect(created == (isNew ? fields : nil))
        if isNew { expected[key] = fields }
      case 1:
        let updated = try? await provider.update(["step": .integer(step)], at: path)
        if expected[key] != nil { expected[key]?["step"] = .integer(step) }
        #expect(updated == expected[key])
      default:
        let isDeleted = (try? await provider.delete(path)) != nil
        #expect(isDeleted == (expected.removeValue(forKey: key) != nil))
      }
      #expect(provider.count == expected.count)
    }
  }
}
