import ExhibitCore
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// What processes left that are gone is deleted by one that may.
@Suite struct LeftoverRemovalTests {
  /// A provider whose things outlive this process, or so it says.
  private final class Provider: ResourceProvider {
    let name = "shop"
    let place: String?
    let base = MemoryProvider()
    private let state = Locked<(deleted: [String], error: (any Error)?)>(([], nil))

    init(place: String) {
      self.place = place
    }

    var deleted: [String] { state.withLock { $0.deleted } }

    func fail(_ error: any Error) { state.withLock { $0.error = error } }

    func get(_ path: ResourcePath) async throws -> ResourceFields { try await base.get(path) }

    func list(_ path: ResourcePath) async throws -> [ResourceFields] { try await base.list(path) }

    func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
      if let error = state.withLock({ $0.error }) { throw error }
      return try await base.create(fields, in: path)
    }

    func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
      try await base.update(fields, at: path)
    }

    func delete(_ path: ResourcePath) async throws {
      state.withLock { $0.deleted.append("\(path)") }
      if let error = state.withLock({ $0.error }) { throw error }
      try await base.delete(path)
    }
  }

  private struct User: Resource {
    static let collection = "users"
    let id: Int
  }

  private let test: TestSession
  /// No other test has things there.
  private let provider: Provider

  init() throws {
    test = try TestSession()
    provider = Provider(place: "memory:\(UUID().uuidString)")
  }

  /// Creates users in a process that dies, as far as its notes can tell.
  private func leave(_ count: Int) async throws {
    // Written by hand: no other test's child can have inherited a lock of it.
    var lines: [String] = []
    for number in 1...count {
      let fields = try await provider.base.create([:], in: ["users"])
      let (place, key) = (provider.place ?? "", fields["id"]?.key ?? "")
      lines += [
        #"{"state":"creating","number":\#(number),"path":"users","provider":"shop","place":"\#(place)"}"#,
        #"{"state":"created","number":\#(number),"path":"users/\#(key)"}"#,
      ]
    }
    try test.scratch.write(
      lines.joined(separator: "\n") + "\n", to: "Artifacts/.resources/host-9-dead.jsonl")
  }

  private var left: [String] { test.scratch.names(in: "Artifacts/.resources") }

  @Test func nextProcessDeletesTheLastFirst() async throws {
    try await leave(3)
    ResourceProviders.register(provider)
    await onThread { test.run { _ in } }
    #expect(provider.deleted == ["users/3", "users/2", "users/1"])
    #expect(provider.base.count == 0)
    #expect(left == [])
    #expect(test.messages == [])
  }

  @Test func withoutTheProviderItIsSaidOnceInARun() async throws {
    try await leave(7)
    await onThread { for _ in 0..<2 { test.run { _ in } } }
    #expect(test.messages.count == 1)
    #expect(
      test.messages.first?.contains("process host-9-dead has left users/1 of 'shop' at \(provider.place ?? ""), ")
        == true)
    #expect(test.messages.first?.contains(", 2 more; ") == true)
    #expect(left == ["host-9-dead.jsonl"])
    #expect(provider.base.count == 7)
  }

  @Test func providerAtAnotherPlaceDeletesNothing() async throws {
    try await leave(1)
    let other = Provider(place: "memory:elsewhere")
    ResourceProviders.register(other)
    await onThread { test.run { _ in } }
    #expect(other.deleted == [])
    #expect(left.count == 1)
  }

  @Test func whatIsGoneAlreadyIsFine() async throws {
    try await leave(2)
    try await provider.base.delete(["users", "1"])
    ResourceProviders.register(provider)
    await onThread { test.run { _ in } }
    #expect(left == [])
    #expect(test.messages == [])
  }

  @Test func unreachableProviderIsAskedOnce() async throws {
    try await leave(3)
    provider.fail(ResourceError(code: .unreachable, path: [], message: "no route"))
    ResourceProviders.register(provider)
    await onThread { test.run { _ in } }
    #expect(provider.deleted == ["users/3"])
    #expect(test.messages.count == 1)
    #expect(left.count == 1)
  }

  @Test func createdThingsAreNotedWhileTheyAreThere() async throws {
    let users = ResourceCollection(of: User.self, by: provider, signals: ResourceSignals(in: SignalNamespace()))
    let counts = Locked<[Int]>([])
    await onThread {
      test.run { session in
        let store = session.fixtures
        let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
        store.surroundings.wait {
          _ = try? await FixtureStore.$scoped.withValue(store) { try await users.create([:]) }
        }
        counts.withLock { $0.append(left.count) }
        session.testFinished(attempt, outcome: .passed)
        counts.withLock { $0.append(left.count) }
      }
    }
    #expect(counts.withLock { $0 } == [1, 0])
    #expect(provider.deleted == ["users/1"])
  }

  private func onThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        body()
        continuation.resume()
      }
    }
  }
}
