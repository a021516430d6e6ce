import ExhibitFixtures
import ExhibitHooks
import Testing

/// Ids that describe themselves in another way than the appliance writes them.
@Suite struct ResourceKeyTests {
  private let provider = MemoryProvider()
  private let signals = ResourceSignals(in: SignalNamespace())
  private let journal = Journal()

  private var parcels: ResourceCollection<Parcel> {
    ResourceCollection(of: Parcel.self, by: provider, signals: signals)
  }

  @Test func whatWasCreatedIsFoundAgain() async throws {
    try signals.noteAll(in: journal)
    let parcel = try await parcels.create(["id": "ab-1", "name": "a"])
    #expect(parcel.id.description == "AB-1")
    #expect(try await parcels.get(parcel.id) == parcel)
    #expect(try await parcels.update(parcel.id, ["name": "b"]).name == "b")
    #expect(parcels.nested(Token.self, in: parcel).path == ["parcels", "ab-1", "tokens"])
    try await parcels.delete(parcel.id)
    #expect(provider.count == 0)
    #expect(journal.entries.count == 8)
    #expect(!journal.entries.contains { $0.contains("parcels/AB") })
  }

  @Test func whatWasListedIsFoundAgain() async throws {
    _ = try await provider.create(["id": "ab-2", "name": "a"], in: ["parcels"])
    let parcel = try #require(try await parcels.list().first)
    #expect(try await parcels.get(parcel.id) == parcel)
    try await parcels.delete(parcel)
    #expect(provider.count == 0)
  }

  @Test func whatHasAnotherKeyIsFoundAgain() async throws {
    let renaming = RenamingProvider(MemoryProvider(), in: "parcels")
    let parcels = ResourceCollection(of: Parcel.self, by: renaming, signals: signals)
    let parcel = try await parcels.create(["id": "ab-3", "name": "a"])
    let moved = try await parcels.update(parcel, ["id": "ab-4"])
    #expect(moved.id.description == "AB-4")
    #expect(try await parcels.get(moved.id) == moved)
  }

  @Test func anotherProviderHasKeysOfItsOwn() async throws {
    let parcel = try await parcels.create(["id": "ab-5", "name": "a"])
    let other = ResourceCollection(of: Parcel.self, by: MemoryProvider(), signals: signals)
    #expect(other.path(of: parcel.id) == ["parcels", "AB-5"])
    #expect(try await other.create(["id": "AB-5", "name": "b"]).id == parcel.id)
    #expect(other.path(of: parcel.id) == ["parcels", "AB-5"])
    #expect(parcels.path(of: parcel.id) == ["parcels", "ab-5"])
  }

  /// An appliance may have been set up anew, and writes its keys in another way then.
  @Test func theLastKeyThatWasSeenCounts() async throws {
    let parcel = try await parcels.create(["id": "ab-6", "name": "a"])
    try await parcels.delete(parcel)
    let again = try await parcels.create(["id": "AB-6", "name": "b"])
    #expect(parcels.path(of: parcel.id) == ["parcels", "AB-6"])
    #expect(try await parcels.get(parcel.id) == again)
  }
}
