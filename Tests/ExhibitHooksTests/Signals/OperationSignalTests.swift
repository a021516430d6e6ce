import ExhibitHooks
import ExhibitSupport
import Testing

/// Signals around operations in bzz's manner.
@Suite struct OperationSignalTests {
  private let namespace = SignalNamespace()
  private let journal = Journal()

  @Test("1.2.3, 1.2.4, 1.2.5: pre, operation, post, with arguments, handler and result")
  func preOperationPostInOrder() async throws {
    let signals = OperationSignals<[String], Int>("create_instance", in: namespace)
    try signals.will.connect { [journal] _, will in
      journal.add("pre:\(will.arguments.joined(separator: "/")),\(will.handler)")
    }
    try signals.did.connect { [journal] did in journal.add("post:\(did.output),\(did.handler)") }
    let output = try await signals.perform(["team", "users"], by: "handler") { () async in
      journal.add("operation")
      return 7
    }
    #expect(output == 7)
    #expect(journal.picture == "pre:team/users,handler operation post:7,handler")
  }

  @Test("1.2.6: a receiver that throws prevents the operation, after all have run")
  func receiverThatThrowsPreventsTheOperationAfterAllHaveRun() async throws {
    let signals = OperationSignals<Int, Int>("x", in: namespace)
    try signals.will.connect { _, _ in throw Refusal(name: "first") }
    try signals.will.connect { [journal] _, _ in
      journal.add("second")
      throw Refusal(name: "second")
    }
    try signals.did.connect { [journal] _ in journal.add("post") }
    await #expect(throws: Refusal(name: "first")) {
      try await signals.perform(1, by: "h") {
        journal.add("operation")
        return 1
      }
    }
    #expect(journal.picture == "second")
  }

  @Test("1.2.5, F8: no post after an operation that failed, and its error reaches the caller")
  func nothingIsSentAfterAnOperationThatFailed() async throws {
    let signals = OperationSignals<Int, Int>("x", in: namespace)
    try signals.did.connect { [journal] _ in journal.add("post") }
    await #expect(throws: Refusal()) { try await signals.perform(1, by: "h") { throw Refusal() } }
    #expect(journal.picture == "")
  }

  @Test("1.2.4: the type of what is operated on is the sender")
  func senderLimitsWhoHears() async throws {
    let signals = OperationSignals<Int, Int>("x", in: namespace)
    try signals.did.connect(from: .type(String.self)) { [journal] _ in journal.add("string") }
    try await signals.perform(1, by: "h", from: .type(Int.self)) { 1 }
    try await signals.perform(1, by: "h", from: .type(String.self)) { 1 }
    #expect(journal.picture == "string")
  }

  /// In bzz `updated_fields` holds every submitted field, changed or not.
  @Test func aValueOfAnotherTypeIsAnother() {
    #expect(FieldChange.between(["a": 1, "b": 2], ["a": 1.0, "b": 2]).keys.sorted() == ["a"])
  }

  @Test("1.2.4: an update tells the fields that changed, with old and new value")
  func updateTellsChangedFieldsWithOldAndNewValue() async throws {
    let signals = OperationSignals<Int, [String: String]>("update_instance", in: namespace)
    try signals.did.connect { [journal] did in
      for (name, change) in did.updatedFields.sorted(by: { $0.key < $1.key }) {
        journal.add("\(name):\(change.from ?? "none")->\(change.to ?? "none")")
      }
    }
    let old = ["name": "a", "zone": "z", "gone": "g"]
    func changes(_ new: [String: String]) -> [String: FieldChange] { FieldChange.between(old, new) }
    try await signals.perform(1, by: "h", changes: changes) { ["name": "b", "zone": "z", "new": "n"] }
    #expect(journal.picture == "gone:g->none name:a->b new:none->n")
  }

  @Test("1.2.7, 1.4.6: a collecting signal enriches a value")
  func collectingSignalEnrichesAValue() throws {
    let signal = CollectingSignal<[String: String]>("pre_get_user_details", in: namespace)
    try signal.connect(from: .value("google")) { _, details in details["picture"] = "p" }
    try signal.connect { _, details in
      details["id"] = "lost"
      throw Refusal()
    }
    try signal.connect { sender, details in details["by"] = sender?.value(as: String.self) }
    let (value, result) = signal.collect(["name": "n"], from: .value("google"))
    #expect(value == ["name": "n", "picture": "p", "by": "google"])
    #expect(result.failures.count == 1)
    #expect(signal.collect([:], from: .value("facebook")).value == ["by": "facebook"])
  }

  @Test("1.2.2, 1.2.3: all of bzz's signals can be declared, and are listed")
  func declarationsOfTheAncestor() {
    for operation in ["get_instance", "get_list", "create_instance", "update_instance", "delete_instance"] {
      _ = OperationSignals<[String], Int>(operation, "an operation", in: namespace)
    }
    _ = (Signal<String>("authorized_user", in: namespace), Signal<String>("unauthorized_user", in: namespace))
    _ = CollectingSignal<[String: String]>("pre_get_user_details", in: namespace)
    #expect(namespace.declarations.count == 13)
    #expect(namespace.declarations.first { $0.name == "pre_get_list" }?.documentation == "Before an operation.")
  }

  @Test("1.2.1, F8: asynchronous receivers can veto, and are waited for after the operation")
  func asynchronousReceiversTakePart() async throws {
    let signals = OperationSignals<Int, Int>("x", in: namespace)
    try signals.did.connectAsync { [journal] did in
      await Task.yield()
      journal.add("post")
    }
    try await signals.perform(1, by: "h") { 1 }
    #expect(journal.picture == "post")
    try signals.will.signal.connectAsync { _ in throw Refusal() }
    await #expect(throws: Refusal()) { try await signals.perform(1, by: "h") { 1 } }
    #expect(journal.picture == "post")
  }

  @Test func receiverThatFailsAfterTheOperationIsReportedOnly() async throws {
    let signals = OperationSignals<Int, Int>("late", in: namespace)
    try signals.did.connect { _ in throw Refusal() }
    let reports = try await Reports.about("signal 'post_late'") {
      let output = try await signals.perform(1, by: "h") { 7 }
      #expect(output == 7)
    }
    #expect(reports.count == 1)
  }

  @Test func willSignalCanBeAskedSynchronously() throws {
    let will = WillSignal<Int>("will", in: namespace)
    try will.askNow(1)
    try will.connect(from: .value("x")) { _, _ in throw Refusal() }
    try will.askNow(1, from: .value("y"))
    #expect(throws: Refusal()) { try will.askNow(1, from: .value("x")) }
  }

  @Test func asynchronousReceiversCollectToo() async throws {
    let signal = CollectingSignal<[Int]>("collect", in: namespace)
    try signal.connect { _, values in values.append(1) }
    try signal.connectAsync(from: .value("x")) { _, values in
      await Task.yield()
      values.append(2)
    }
    try signal.connectAsync { _, values in
      values.append(0)
      throw Refusal()
    }
    let (all, result) = await signal.collectAsync([], from: .value("x"))
    #expect(all == [1, 2])
    #expect(result.failures.count == 1)
    #expect(await signal.collectAsync([]).value == [1])
    Reports.collect()
    #expect(signal.collect([], from: .value("x")).result.failures.count == 2)
  }

  @Test func ownersEndReceiversOfAllKinds() async throws {
    let (will, collecting) = (WillSignal<Int>("owned", in: namespace), CollectingSignal<Int>("sum", in: namespace))
    var owner: Sender? = Sender()
    if let owner {
      try will.connect(whileAlive: owner) { _, _ in throw Refusal() }
      try collecting.connect(whileAlive: owner) { _, sum in sum += 1 }
      try collecting.connectAsync(whileAlive: owner) { _, sum in sum += 1 }
    }
    #expect(throws: Refusal()) { try will.askNow(1) }
    #expect(await collecting.collectAsync(0).value == 2)
    owner = nil
    try will.askNow(1)
    #expect(await collecting.collectAsync(0).value == 0)
    #expect(owner == nil)
  }
}
