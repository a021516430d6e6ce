import ExhibitFixtures
import ExhibitHooks
import Testing

/// The examples of bzz's document "Using signals": the same names, the same order of events.
@Suite struct OriginalDocumentTests {
  private let namespace = SignalNamespace()
  private let signals: ResourceSignals
  private let provider = MemoryProvider(keyFields: ["tokens": "label"])
  private let users: ResourceCollection<User>
  private let journal = Journal()

  init() {
    signals = ResourceSignals(in: namespace)
    users = ResourceCollection(of: User.self, by: provider, signals: signals)
  }

  /// `create_user` posts, `handle_post_instance_created` checks what was created.
  @Test("the first example: post_create_instance.connect(handle_post_instance_created)")
  func userIsCreatedAndTheHandlerGetsIt() async throws {
    try signals.createInstance.did.connect(from: .type(User.self)) { [journal] sender, did in
      let instance = try #require(did.output as? User)
      #expect(instance.name == "Bernardo Heynemann")
      #expect(did.provider is MemoryProvider)
      #expect(sender?.value(as: ObjectIdentifier.self) == ObjectIdentifier(User.self))
      journal.note("io_loop.stop")
    }
    try await users.create(["name": "Bernardo Heynemann"])
    #expect(journal.entries == ["io_loop.stop"])
  }

  @Test("1.2.3: all thirteen signals are declared under their names")
  func allSignalsAreDeclared() {
    let operations = ["get_instance", "get_list", "create_instance", "update_instance", "delete_instance"]
    let names = operations.flatMap { ["pre_" + $0, "post_" + $0] }
    #expect(
      namespace.declarations.map(\.name)
        == (names + ["authorized_user", "unauthorized_user", "pre_get_user_details"]).sorted())
    #expect(namespace.declarations.allSatisfy { !$0.documentation.isEmpty })
    let known = Set(SignalNamespace.default.declarations.map(\.name))
    _ = ResourceSignals.default
    #expect(Set(SignalNamespace.default.declarations.map(\.name)).isSuperset(of: names))
    #expect(known.isSubset(of: Set(SignalNamespace.default.declarations.map(\.name))))
  }

  @Test("1.2.4, 1.2.5: pre, operation, post, each with its arguments and result")
  func eachOperationHasItsSignalsAroundIt() async throws {
    try signals.noteAll(in: journal)
    let user = try await users.create(["name": "holmes"])
    try await users.get(user.id)
    try await users.list()
    try await users.update(user, ["name": "sherlock"])
    try await users.delete(user.id)
    #expect(
      journal.entries == [
        "pre_create_instance user", "post_create_instance user holmes",
        "pre_get_instance user/1", "post_get_instance user/1 holmes",
        "pre_get_list user", "post_get_list user 1",
        "pre_update_instance user/1", "post_update_instance user/1 sherlock",
        "pre_delete_instance user/1", "post_delete_instance user/1 sherlock",
      ])
  }

  /// The format is `{'field': {'from': 1, 'to': 2}, 'field2': {'from': 'a', 'to': 'b'}}`; in bzz fields that were submitted
  /// unchanged were in it too.
  @Test("1.2.4: updated_fields has each changed field with from and to")
  func updateTellsEachChangedField() async throws {
    let user = try await users.create(["name": "a", "age": 1, "zone": "z"])
    try signals.updateInstance.did.connect { [journal] did in
      #expect(did.provider is MemoryProvider)
      for (name, change) in did.updatedFields.sorted(by: { $0.key < $1.key }) {
        journal.note("\(name): from \(change.from ?? "none") to \(change.to ?? "none")")
      }
      #expect(did.updatedFields["age"]?.from as? Int == 1)
      #expect(did.updatedFields["name"]?.to as? String == "b")
    }
    try await users.update(user, ["age": 2, "name": "b", "zone": "z", "new": true])
    #expect(journal.entries == ["age: from 1 to 2", "name: from a to b", "new: from none to true"])
  }

  @Test("1.2.4: a nested type is the sender, the whole path the arguments")
  func nestedTypeIsTheSender() async throws {
    try signals.createInstance.will.connect(from: .type(Token.self)) { [journal] _, will in
      journal.note("pre \(will.arguments.segments)")
    }
    try signals.createInstance.did.connect(from: .type(Token.self)) { [journal] did in
      journal.note("post \(did.arguments.segments) \(did.output.id)")
    }
    let user = try await users.create(["name": "holmes"])
    try await users.nested(Token.self, in: user).create(["label": "back up/1"])
    let token = try await users.nested(Token.self, in: user).get("back up/1")
    #expect(token.label == "back up/1")
    #expect(
      journal.entries == [#"pre ["user", "1", "tokens"]"#, #"post ["user", "1", "tokens"] back up/1"#])
  }

  @Test("1.2.5, F8: no post signal after an operation that failed, and its error arrives whole")
  func nothingIsSentAfterAFailure() async throws {
    try await users.create(["id": 7, "name": "a"])
    try signals.noteAll(in: journal)
    await #expect(throws: ResourceError.self) { try await users.create(["id": 7, "name": "b"]) }
    await #expect(throws: ResourceError.self) { try await users.get(8) }
    await #expect(throws: ResourceError.self) { try await users.update(8, ["name": "b"]) }
    await #expect(throws: ResourceError.self) { try await users.delete(8) }
    await #expect(throws: ResourceError.self) { try await users.nested(Token.self, in: 8).list() }
    #expect(
      journal.entries == [
        "pre_create_instance user", "pre_get_instance user/8", "pre_update_instance user/8",
        "pre_delete_instance user/8", "pre_get_list user/8/tokens",
      ])
  }

  @Test("1.2.6: a pre handler vetoes by throwing, and nothing happens")
  func handlerPreventsTheOperation() async throws {
    let user = try await users.create(["name": "a"])
    let veto = Mishap("401")
    let operations = [signals.createInstance, signals.getInstance, signals.updateInstance, signals.deleteInstance]
    for operation in operations {
      try operation.will.connect { [journal] _, will in
        #expect(will.provider is MemoryProvider)
        journal.note(operation.will.signal.name)
        throw veto
      }
    }
    try signals.getList.will.connect { _, _ in throw veto }
    await #expect(throws: veto) { try await users.create(["name": "b"]) }
    await #expect(throws: veto) { try await users.get(user.id) }
    await #expect(throws: veto) { try await users.update(user, ["name": "c"]) }
    await #expect(throws: veto) { try await users.delete(user) }
    await #expect(throws: veto) { try await users.list() }
    #expect(journal.entries.count == 4)
    let left = try await provider.list(["user"])
    #expect(left == [["id": 1, "name": "a"]])
  }

  /// In bzz `pre_create` was sent although the address was refused, `pre_delete` was not.
  @Test("1.2.5: a path that cannot be used is refused before any signal, whatever the operation")
  func unusablePathIsRefusedBeforeAnySignal() async throws {
    try signals.noteAll(in: journal)
    let tokens = users.nested(Token.self, in: 1)
    for key in ["", ".", ".."] {
      await #expect(throws: ResourceError.self) { try await tokens.get(key) }
      await #expect(throws: ResourceError.self) { try await tokens.update(key, [:]) }
      await #expect(throws: ResourceError.self) { try await tokens.delete(key) }
    }
    #expect(journal.entries.isEmpty)
  }

  @Test("1.2.1, F8: asynchronous receivers are waited for")
  func asynchronousReceiversAreWaitedFor() async throws {
    try signals.createInstance.did.connectAsync { [journal] did in
      await Task.yield()
      journal.note("created \(did.output.id)")
    }
    try await users.create(["name": "a"])
    #expect(journal.entries == ["created 1"])
  }
}
