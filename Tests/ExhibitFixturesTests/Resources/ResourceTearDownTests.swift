import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

/// What tests create is deleted at the end of its scope.
@Suite struct ResourceTearDownTests {
  private let signals = ResourceSignals(in: SignalNamespace())
  private let provider = MemoryProvider(keyFields: ["tokens": "label"])
  private let users: ResourceCollection<User>
  private let journal = Journal()
  private let run = TestRun(test: "M.A/t")

  init() {
    users = ResourceCollection(of: User.self, by: provider, on: "server", signals: signals)
  }

  /// The running test ends and another starts, on a thread that may wait for what is asynchronous.
  @discardableResult
  private func next(_ test: String?) async -> [any Error] {
    await besideTheTasks { [run] in run.next(test) }
  }

  private func noteDeletions() throws {
    try signals.deleteInstance.did.connect { [journal] did in journal.note("\(did.arguments)") }
  }

  @Test func deletionIsInReverseOrderOfCreation() async throws {
    try noteDeletions()
    try await run {
      let user = try await users.create(["name": "a"])
      try await users.create(["name": "b"])
      try await users.nested(Token.self, in: user).create(["label": "x"])
      #expect(provider.count == 3)
      #expect(await next(nil).isEmpty)
    }
    #expect(journal.entries == ["user/1/tokens/x", "user/2", "user/1"])
    #expect(provider.count == 0)
  }

  @Test func eachScopeDeletesItsOwn() async throws {
    try await run {
      try await users.create(["name": "of the run"], until: .run)
      try await users.create(["name": "of the class"], until: .class)
      try await users.create(["name": "of the test"])
      try await users.create(["name": "stays"], until: nil)
    }
    func names() async throws -> [FieldValue?] { try await provider.list(["user"]).map { $0["name"] } }
    await next("M.A/u")
    #expect(try await names() == ["of the run", "of the class", "stays"])
    await next("M.B/t")
    #expect(try await names() == ["of the run", "stays"])
    await besideTheTasks { [run] in _ = run.store.end(.run) }
    #expect(try await names() == ["stays"])
  }

  @Test func whatATestDeletesItselfIsNotDeletedAgain() async throws {
    try await run {
      let user = try await users.create(["name": "a"])
      try await users.nested(Token.self, in: user).create(["label": "x"])
      try await users.delete(user)
    }
    try noteDeletions()
    #expect(await next(nil).isEmpty)
    #expect(journal.entries == [])
    #expect(run.said == [])
  }

  /// Two appliances may have things at the same path, and providers of the same name.
  @Test func deletionOnOneApplianceLeavesTheOthers() async throws {
    let other = MemoryProvider()
    let others = ResourceCollection(of: User.self, by: other, signals: signals)
    try await run {
      let user = try await users.create(["name": "a"])
      #expect(try await others.create(["name": "a"]) == user)
      try await users.delete(user)
    }
    await next(nil)
    #expect(other.count == 0)
  }

  @Test func whatHasAnotherKeyIsDeletedWhereItIs() async throws {
    let ledger = Ledger()
    run.store.surroundings.ledger = ledger
    let renaming = RenamingProvider(provider)
    let users = ResourceCollection(of: User.self, by: renaming, signals: signals)
    try await run {
      let user = try await users.create(["name": "a"])
      try await users.nested(Token.self, in: user).create(["label": "x"])
      try await users.create(["name": "b"])
      #expect(try await users.update(user, ["id": 9]).id == 9)
    }
    #expect(Set(ledger.paths) == ["user/9", "user/9/tokens/x", "user/2"])
    try noteDeletions()
    #expect(await next(nil).isEmpty)
    #expect(journal.entries == ["user/2", "user/9/tokens/x", "user/9"])
    #expect(provider.count == 0)
    #expect(ledger.paths == [])
  }

  /// The creation failed, but the provider knows that something is there.
  @Test func whatWasMadeByACreationThatFailedIsDeleted() async throws {
    let failing = LateProvider(provider) {
      throw ResourceError(code: .failed, path: ["user"], message: "no details", createdPath: ["user", "1"])
    }
    let users = ResourceCollection(of: User.self, by: failing, signals: signals)
    let error = await #expect(throws: ResourceError.self) {
      try await run { _ = try await users.create(["name": "a"]) }
    }
    #expect(error?.message == "no details")
    #expect(provider.count == 1)
    #expect(await next(nil).isEmpty)
    #expect(provider.count == 0)
  }

  /// Nobody can delete it, so it stays noted.
  @Test func whatCannotBeFoundStaysNoted() async throws {
    let ledger = Ledger()
    run.store.surroundings.ledger = ledger
    let mute = RenamingProvider(provider, reply: ["name": "a"])
    let users = ResourceCollection(of: User.self, by: mute, signals: signals)
    await #expect(throws: ResourceError.self) { try await run { _ = try await users.create(["name": "a"]) } }
    #expect(ledger.paths == ["user"])
    #expect(run.reports.contains { $0.action == .created && $0.error?.contains("has no field 'id'") == true })
  }

  @Test func whatSomebodyElseHasDeletedIsNoError() async throws {
    try await run { _ = try await users.create(["name": "a"]) }
    try await provider.delete(["user", "1"])
    #expect(await next(nil).isEmpty)
    #expect(run.said == [])
  }

  @Test func eachErrorIsReportedAndHidesNoOther() async throws {
    try await run {
      for name in ["a", "b", "c"] { try await users.create(["name": .string(name)]) }
    }
    try signals.deleteInstance.will.connect { _, will in
      if will.arguments.last != "2" { throw Mishap("no \(will.arguments)") }
    }
    let errors = await next(nil)
    #expect(errors.map { "\($0)" } == ["no user/3", "no user/1"])
    #expect(provider.count == 2)
    #expect(run.said.count == 2)
    let failed = run.reports.filter { $0.error != nil }
    #expect(failed.map { "\($0.action) \($0.name)" } == ["tornDown user/3", "tornDown user/1"])
  }

  @Test func everythingIsEvidenceWithItsTime() async throws {
    try await run {
      let user = try await users.create(["name": "a"])
      try await users.update(user, ["name": "b"])
      try await users.delete(user)
      try await users.create(["name": "c"], until: .class)
      await #expect(throws: ResourceError.self) { try await users.delete(9) }
      await #expect(throws: ResourceError.self) { try await users.create(["id": 2, "name": "d"]) }
      await #expect(throws: ResourceError.self) { try await users.update(9, ["name": "d"]) }
    }
    await besideTheTasks { [run] in _ = run.store.end(.class) }
    #expect(
      run.lines == [
        "resource user/1 of server created", "resource user/1 of server updated", "resource user/1 of server deleted",
        "resource user/2 of server created, for the class",
        "resource user of server created: there is 'user/2' already",
        "resource user/9 of server updated: there is no 'user/9'",
        "resource user/2 of server torn down, for the class",
      ])
    #expect(run.reports.allSatisfy { $0.duration != nil })
  }

  @Test func withoutATestNothingIsCreatedForOne() async throws {
    let idle = TestRun(test: nil)
    let error = await #expect(throws: FixtureError.self) {
      try await idle { _ = try await users.create(["name": "a"]) }
    }
    #expect(error?.code == .noScope)
    #expect(provider.count == 0)
  }

  @Test func outsideOfARunNothingIsDeleted() async throws {
    try await users.create(["name": "a"])
    #expect(provider.count == 1)
  }

  /// The test ends while its request is on its way.
  @Test func whatIsCreatedTooLateIsDeletedAtOnce() async throws {
    try signals.createInstance.will.connect { _, _ in }
    let late = LateProvider(provider) { [run] in await besideTheTasks { _ = run.next(nil) } }
    let collection = ResourceCollection(of: User.self, by: late, signals: signals)
    let error = await #expect(throws: FixtureError.self) {
      try await run { _ = try await collection.create(["name": "a"]) }
    }
    #expect(error?.code == .noScope)
    #expect(provider.count == 0)
  }

  /// Somebody only listens, and the appliance does not let the instance be read, or the test has made it another thing.
  @Test func whatCannotBeReadWhenItIsDeletedIsToldAsItWas() async throws {
    try signals.deleteInstance.did.connect { [journal] did in
      journal.note("\(did.arguments) \((did.output as? User)?.name ?? "")")
    }
    let closed = WriteOnlyProvider(MemoryProvider())
    try await run {
      try await ResourceCollection(of: User.self, by: closed, signals: signals).create(["name": "a"])
      try await users.create(["name": "b"])
      _ = try await provider.update(["name": 7], at: ["user", "1"])
      try await users.create(["name": "c"])
      _ = try await provider.update(["name": "d"], at: ["user", "2"])
    }
    #expect(await next(nil).isEmpty)
    #expect(closed.base.count == 0)
    #expect(provider.count == 0)
    #expect(journal.entries == ["user/2 d", "user/1 b", "user/1 a"])
  }

  @Test func whatCannotBeReadIsDeletedAllTheSame() async throws {
    await #expect(throws: ResourceError.self) { try await run { _ = try await users.create(["name": 7]) } }
    #expect(provider.count == 1)
    let errors = await next(nil)
    #expect(provider.count == 0, "\(errors)")
  }
}

private func besideTheTasks<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}
