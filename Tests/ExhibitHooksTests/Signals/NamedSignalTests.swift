import ExhibitHooks
import Testing

/// Signals in the manner of cfme's `utils.signals`: by name, with bound arguments.
@Suite struct NamedSignalTests {
  private let namespace = SignalNamespace()
  private let journal = Journal()

  @Test("1.0.1, 1.0.4, F4: arguments of registration and of the fire both reach the callback")
  func boundAndFiredArgumentsBothReachTheCallback() {
    namespace.register("changed", with: SignalArguments(["bound"], named: ["level": 1, "who": "a"])) {
      [journal] arguments in
      let words = arguments.positional.map { "\($0)" }.joined(separator: ",")
      journal.add("\(words) \(arguments["level"] ?? 0) \(arguments["who"] ?? "")")
    }
    namespace.fire("changed", SignalArguments(["fired"], named: ["who": "b"]))
    #expect(journal.picture == "bound,fired 1 b")
  }

  @Test("1.0.2: a callback registered twice is called twice, each with a token of its own")
  func registeredTwiceIsCalledTwice() {
    let body: @Sendable (SignalArguments) -> Void = { [journal] _ in journal.add("x") }
    let first = namespace.register("changed", body)
    namespace.register("changed", body)
    namespace.fire("changed")
    first.unregister()
    namespace.fire("changed")
    #expect(journal.picture == "x x x")
  }

  /// Flaw F4: in cfme passing the function instead of the token leaves it registered, and says nothing.
  @Test("1.0.6, F4: a callback is unregistered by what registering returned, also twice")
  func callbackIsUnregisteredByWhatRegisteringReturned() {
    let callback = namespace.register("changed") { [journal] _ in journal.add("x") }
    namespace.unregister(callback)
    namespace.unregister(callback)
    namespace.fire("changed")
    #expect(journal.picture == "")
    #expect(!callback.isRegistered)
  }

  @Test("1.0.4, F1, F4: a callback that fails stops nobody, and is reported")
  func failingCallbackStopsNobody() {
    namespace.register("failing") { _ in throw Refusal() }
    namespace.register("failing") { [journal] _ in journal.add("x") }
    let reports = Reports.about("of signal 'failing'") { #expect(namespace.fire("failing").failures.count == 1) }
    #expect(journal.picture == "x")
    #expect(reports.count == 1)
    #expect(reports.first?.hasPrefix("receiver 'ExhibitHooksTests/NamedSignalTests.swift:") == true)
    #expect(reports.first?.hasSuffix("failed: Refusal(name: \"no\")") == true)
  }

  @Test("1.0.5: a name without receiver is fine")
  func nameWithoutReceiverIsFine() {
    _ = Signal<Void>("nobody_listens", in: namespace)
    let reports = Reports.about("nobody_listens") { #expect(namespace.fire("nobody_listens").outcomes.isEmpty) }
    #expect(reports.isEmpty)
  }

  @Test("1.0.5, F2: an undeclared name is reported once, with the nearest declared one")
  func undeclaredNameIsReportedOnce() {
    _ = Signal<Void>("server_detail_changed", in: namespace)
    let reports = Reports.about("server_detial_changed") {
      namespace.register("server_detial_changed") { [journal] _ in journal.add("x") }
      for _ in 0..<3 { namespace.fire("server_detial_changed") }
    }
    #expect(
      reports == [
        "signal 'server_detial_changed' was fired, but nobody declared it; did you mean 'server_detail_changed'?"
      ])
    #expect(journal.picture == "x x x")
  }

  @Test("1.0.9: the names of cfme's table are declared")
  func namesOfTheAncestorAreDeclared() {
    let names = SignalNamespace.default.declarations.map(\.name)
    #expect(names.contains("server_details_changed") && names.contains("server_config_changed"))
    #expect(Signals.serverDetailsChanged.documentation.hasPrefix("The main details of a server have changed"))
    #expect(Signals.serverConfigChanged.name == "server_config_changed")
  }

  @Test("F3: the callback learns which appliance has changed, and may be limited to one")
  func senderSaysWhichApplianceChanged() throws {
    let changed = Signal<Void>("changed", in: namespace)
    let (current, other) = (Sender(), Sender())
    try changed.connect(from: .object(current)) { [journal] in journal.add("current") }
    namespace.fire("changed", from: .object(other))
    namespace.fire("changed", from: .object(current))
    #expect(journal.picture == "current")
  }

  @Test func namesAndTypedSignalsAreTheSame() throws {
    namespace.register("changed") { [journal] _ in journal.add("early") }
    let signal = Signal<Void>("changed", in: namespace)
    namespace.register("changed") { [journal] _ in journal.add("late") }
    try signal.connect { [journal] in journal.add("typed") }
    signal.send()
    namespace.fire("changed")
    #expect(journal.picture == "early late typed early late typed")
  }

  @Test func payloadOfATypedSignalIsTheArgumentOfACallback() throws {
    let signal = Signal<Int>("count", in: namespace)
    namespace.register("count", with: ["n ="]) { [journal] in
      journal.add("\($0[0, as: String.self] ?? "") \($0[1, as: Int.self] ?? 0)")
    }
    try signal.connect { [journal] in journal.add("typed \($0)") }
    signal.send(7)
    namespace.fire("count", [8])
    #expect(journal.picture == "n = 7 typed 7 n = 8 typed 8")
    let reports = Reports.about("signal 'count' carries Int") {
      #expect(namespace.fire("count", ["text"]).failures.count == 1)
      #expect(namespace.fire("count").failures.count == 1)
    }
    let report = "signal 'count' carries Int, and the arguments that it was fired with are not that"
    #expect(reports == [report, report])
  }

  @Test("1.0.3: a declared callback lives as long as its owner")
  func onSignalLivesAsLongAsItsOwner() {
    final class Cache {
      let onChange: OnSignal
      init(_ namespace: SignalNamespace, _ journal: Journal) {
        onChange = OnSignal("changed", in: namespace) { _ in journal.add("stale") }
      }
    }
    var cache: Cache? = Cache(namespace, journal)
    namespace.fire("changed")
    cache = nil
    namespace.fire("changed")
    #expect(journal.picture == "stale")
    #expect(cache == nil)
  }

  /// Flaw F4: in cfme registering inside of a callback of the same signal ends the fire with an error.
  @Test("1.0.7, F4: a callback may register another")
  func callbackMayRegisterAnother() {
    namespace.register("changed") { [namespace, journal] _ in
      journal.add("a")
      namespace.register("changed") { _ in journal.add("b") }
    }
    namespace.fire("changed")
    namespace.fire("changed")
    #expect(journal.picture == "a a b")
  }

  @Test("1.0.4, F4: more arguments than a typed signal carries reach the callbacks")
  func extraArgumentsReachTheCallbacks() throws {
    let (changed, count) = (Signal<Void>("changed", in: namespace), Signal<Int>("count", in: namespace))
    try changed.connect { [journal] in journal.add("typed") }
    try count.connect { [journal] in journal.add("typed\($0)") }
    for name in ["changed", "count"] {
      namespace.register(name) { [journal] arguments in
        journal.add(arguments.positional.map { "\($0)" }.joined(separator: ",") + (arguments["by"] ?? ""))
      }
    }
    namespace.fire("changed", SignalArguments(["extra"], named: ["by": "me"]))
    namespace.fire("count", SignalArguments([7, "extra"], named: ["by": "me"]))
    #expect(journal.picture == "typed extrame typed7 7,extrame")
  }

  @Test func payloadOfAnyTypeIsTheFirstArgument() throws {
    let any = Signal<any Sendable>("any", in: namespace)
    let optional = Signal<Int?>("optional", in: namespace)
    let all = Signal<SignalArguments>("all", in: namespace)
    try any.connect { [journal] in journal.add("\($0)") }
    try optional.connect { [journal] in journal.add("\($0 ?? 0)") }
    try all.connect { [journal] in journal.add("\($0.positional.count)") }
    for name in ["any", "optional", "all"] { namespace.fire(name, [7, 8]) }
    #expect(journal.picture == "7 7 2")
    Reports.collect()
    #expect(namespace.fire("any").failures.count == 1)
  }

  @Test("1.0.10, F3: a callback learns the sender, and may be limited to one")
  func callbackLearnsTheSender() throws {
    let (current, other) = (Sender(), Sender())
    namespace.register("changed") { [journal] arguments in
      journal.add(arguments.sender.map { $0.isSame(as: current) ? "current" : "other" } ?? "nobody")
    }
    namespace.register("changed", from: .object(current)) { [journal] _ in journal.add("limited") }
    let onChange = OnSignal("changed", from: .object(other), in: namespace) { [journal] _ in journal.add("on") }
    func fireAll() {
      namespace.fire("changed", from: .object(other))
      namespace.fire("changed", from: .object(current))
      namespace.fire("changed")
    }
    fireAll()
    #expect(journal.picture == "other on current limited nobody")
    // The same when the name has been declared, also for what is sent.
    let changed = Signal<Void>("changed", in: namespace)
    fireAll()
    changed.send(from: other)
    #expect(journal.picture == "other on current limited nobody other on current limited nobody other on")
    withExtendedLifetime(onChange) {}
  }

  @Test func callbackDoesNotHoldItsSender() {
    var sender: Sender? = Sender()
    weak let held = sender
    if let sender { namespace.register("changed", from: .object(sender)) { _ in } }
    sender = nil
    #expect(held == nil)
    #expect(namespace.fire("changed").outcomes.isEmpty)
  }

  @Test("1.0.7, 1.4.3: asynchronous callbacks are waited for in order; a synchronous fire says that it cannot")
  func asynchronousCallbacks() async throws {
    namespace.registerAsync("late", with: ["bound"]) { [journal] arguments in
      await Task.yield()
      journal.add("a\(arguments.positional.count)")
    }
    namespace.register("late") { [journal] _ in journal.add("b") }
    let late = Signal<Int>("late", in: namespace)
    try late.connectAsync { [journal] payload in journal.add("c\(payload)") }
    #expect(await namespace.fireAsync("late", [7]).failures.isEmpty)
    await late.sendAsync(8)
    #expect(journal.picture == "a2 b c7 a2 b c8")
    let reports = Reports.about("signal 'late' was sent synchronously") {
      #expect(namespace.fire("late", [9]).failures.count == 2)
    }
    #expect(reports.count == 2)
    #expect(journal.picture == "a2 b c7 a2 b c8 b")
  }
}
