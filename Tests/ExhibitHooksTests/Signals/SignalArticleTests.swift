import ExhibitHooks
import Testing

/// The calls in the article for those who come from elsewhere, as they stand there.
@Suite struct SignalArticleTests {
  private struct User {}

  private let namespace = SignalNamespace()
  private let journal = Journal()

  @Test func callsOfBlinker() async throws {
    let (x, owner, payload) = (Sender(), Sender(), 1)
    let signal = Signal<Int>("x", "…", in: namespace)
    try signal.connect { payload in journal.add("payload \(payload)") }
    try signal.connect { sender, payload in journal.add("both \(sender?.isSame(as: x) ?? false) \(payload)") }
    for sender in [SignalSender.object(x), .value("x"), .type(User.self)] {
      try signal.connect(from: sender) { _ in journal.add("\(sender)") }
    }
    let connection = try signal.connect(whileAlive: owner) { _ in journal.add("owned") }
    try signal.connectAsync { _ in journal.add("async") }
    let receiver: @Sendable (SignalSender?, Int) -> Void = { _, _ in journal.add("scope") }
    try await signal.connected(to: receiver, from: .object(x)) {
      await signal.sendAsync(payload, from: .object(x), concurrently: false)
    }
    #expect(journal.picture == "payload 1 both true 1 Sender owned async scope")
    connection.disconnect()
    let result = await signal.sendAsync(payload, from: .type(User.self))
    try result.throwIfFailed()
    #expect(result.failures.isEmpty && result.values(of: Int.self).isEmpty && result.outcomes.count == 4)
    #expect(signal.receivers(for: .object(x)).count == 4)
    #expect(signal.hasReceivers(for: .object(x)) && signal.hasReceivers)
    _ = (signal.receiverConnected, signal.receiverDisconnected, signal.name, signal.documentation)
    let muted = signal.muted { signal.send(payload, from: x) }
    #expect(muted.outcomes.isEmpty)
    #expect(namespace.declarations.count == 1)
  }

  @Test func callsOfTheOthers() async throws {
    let (object, x) = (Sender(), Sender())
    let callback = namespace.register("x", with: SignalArguments([1], named: ["key": 2])) { arguments in
      journal.add("\(arguments.positional.count) \(arguments.sender?.isSame(as: x) ?? false)")
    }
    let onX = OnSignal("x", in: namespace) { _ in journal.add("on") }
    _ = Signal<Int>("x", in: namespace)
    namespace.fire("x", [1, "more"], from: .object(x))
    namespace.unregister(callback)
    await namespace.fireAsync("x", [1])
    #expect(journal.picture == "3 true on on")
    let connection = ObjectSignals.listen(to: object, "x") { arguments in journal.add("\(arguments.positional.count)") }
    ObjectSignals.fire(object, "x", [1])
    ObjectSignals.unlisten(connection)
    let signals = OperationSignals<String, Int>("restart_server", in: namespace)
    try await signals.perform("arguments", by: "handler", from: .type(User.self)) { 1 }
    let signal = CollectingSignal<[String]>("pre_get_user_details", in: namespace)
    try signal.connectAsync { _, details in details.append("async") }
    #expect(await signal.collectAsync([], from: .value("google")).value == ["async"])
    let app = Sender()
    let rendered = Signal<String>("rendered", in: namespace)
    let sent = try rendered.recording(from: .object(app)) { rendered.send("template", from: app) }
    #expect(sent.map(\.payload) == ["template"])
    #expect(journal.picture == "3 true on on 1")
    withExtendedLifetime(onX) {}
  }
}
