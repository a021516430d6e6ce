import ExhibitHooks
import Testing

@Suite struct SignalNamespaceTests {
  private let namespace = SignalNamespace()
  private let journal = Journal()

  @Test("1.2.2, 1.5.8: the same name is the same signal, and the first documentation counts")
  func sameNameIsTheSameSignal() throws {
    let first = Signal<Int>("one", "The first documentation counts.", in: namespace)
    let second = Signal<Int>("one", "Not this.", in: namespace)
    try first.connect { [journal] in journal.add("\($0)") }
    second.send(1)
    #expect(journal.picture == "1")
    #expect(second.documentation == "The first documentation counts.")
  }

  @Test func anotherNamespaceIsAnotherSignal() throws {
    try Signal<Int>("one", in: namespace).connect { [journal] in journal.add("\($0)") }
    Signal<Int>("one", in: SignalNamespace()).send(1)
    #expect(journal.picture == "")
  }

  @Test func anotherPayloadUnderTheSameNameCannotBeUsed() throws {
    let right = Signal<Int>("one", in: namespace)
    _ = Signal<Int>("mismatch", in: namespace)
    let reports = Reports.about("'mismatch'") { _ = Signal<String>("mismatch", in: namespace) }
    #expect(reports.count == 1)
    Reports.collect()
    let wrong = Signal<String>("one", in: namespace)
    #expect(throws: SignalError.self) { try wrong.connect { _ in } }
    #expect(throws: SignalError.self) { try wrong.send("x").throwIfFailed() }
    try right.connect { [journal] in journal.add("\($0)") }
    right.send(1)
    #expect(journal.picture == "1")
  }

  private struct Secret: Sendable {}

  /// All operations have a payload called `Will`, and the runtime adds an address to the name of a private type.
  @Test func payloadsAreNamedWithWhatTheyAreDeclaredIn() throws {
    Reports.collect()
    _ = OperationSignals<Int, Secret>("named_payload", in: namespace)
    #expect(
      namespace.declarations.map(\.payload) == [
        "OperationSignals<Int, SignalNamespaceTests.Secret>.Did",
        "OperationSignals<Int, SignalNamespaceTests.Secret>.Will",
      ])
    _ = CollectingSignal<[Int: (any Error, Secret?)]>("secrets", in: namespace)
    #expect(
      namespace.declarations.last?.payload
        == "CollectingSignal<Dictionary<Int, (Error, Optional<SignalNamespaceTests.Secret>)>>.Collection")
    let reports = Reports.about("'pre_named_payload'") {
      _ = OperationSignals<[String], Secret>("named_payload", in: namespace)
    }
    let secret = "ExhibitHooksTests.SignalNamespaceTests.Secret"
    #expect(
      reports == [
        "signal 'pre_named_payload' is declared with the payload "
          + "ExhibitHooks.OperationSignals<Array<String>, \(secret)>.Will, but it was declared before with "
          + "ExhibitHooks.OperationSignals<Int, \(secret)>.Will: give one of them another name or a namespace of its own"
      ])
  }

  @Test("F2: declared signals are listed with their documentation, whether anybody uses them or not")
  func declarationsAreListedWithTheirDocumentation() {
    _ = Signal<Int>("b", "Second.", in: namespace)
    _ = Signal<Void>("a", "First.", in: namespace)
    #expect(namespace.declarations.map(\.name) == ["a", "b"])
    #expect(namespace.declarations.map(\.documentation) == ["First.", "Second."])
    #expect(namespace.declarations[1].payload == "Int")
  }

  @Test("1.5.8: changes of receivers are signals; the death of an owner is silent")
  func changesOfReceiversAreSignalsThemselves() throws {
    let signal = Signal<Int>("one", in: namespace)
    try signal.receiverConnected.connect { [journal] in journal.add("+\($0.receiverName)") }
    try signal.receiverDisconnected.connect { [journal] in journal.add("-\($0.receiverName)") }
    let connection = try signal.connect(named: "a") { _ in }
    var owner: Sender? = Sender()
    if let owner { try signal.connect(named: "b", whileAlive: owner) { _, _ in } }
    connection.disconnect()
    connection.disconnect()
    owner = nil
    signal.send(1)
    #expect(journal.picture == "+a +b -a")
    #expect(owner == nil)
  }

  @Test("F33: a receiver of a meta-signal may have whatever parameters it likes")
  func receiverOfAMetaSignalMayCallAParameterSender() throws {
    let signal = Signal<Int>("one", in: namespace)
    try signal.receiverConnected.connect { [journal] sender, change in
      journal.add("\(sender == nil) \(change.signalName) \(change.receiverName)")
    }
    try signal.connect(named: "a") { _ in }
    #expect(journal.picture == "true one a")
    #expect(signal.hasReceivers)
  }

  @Test("F1: what a receiver of a meta-signal throws is reported")
  func failureOfAReceiverOfAMetaSignalIsReported() throws {
    let signal = Signal<Int>("told", in: namespace)
    try signal.receiverConnected.connect(named: "a") { _ in throw Refusal(name: "came") }
    try signal.receiverDisconnected.connect(named: "b") { _ in throw Refusal(name: "went") }
    let reports = try Reports.about("'told.") { try signal.connect { _ in }.disconnect() }
    #expect(
      reports == [
        "receiver 'a' of signal 'told.receiver_connected' failed: Refusal(name: \"came\")",
        "receiver 'b' of signal 'told.receiver_disconnected' failed: Refusal(name: \"went\")",
      ])
  }

  @Test("1.5.5: ending a connection that has ended is silent")
  func endedConnectionIsNotToldAgain() throws {
    let signal = Signal<Int>("one", in: namespace)
    try signal.receiverDisconnected.connect { [journal] in journal.add("-\($0.receiverName)") }
    let connection = try signal.connect(named: "a") { _ in }
    connection.disconnect()
    connection.disconnect()
    #expect(journal.picture == "-a")
  }

  @Test("1.5.8: there is a default namespace")
  func defaultNamespaceIsShared() {
    _ = Signal<Int>("signal_of_a_test", "Documented.")
    #expect(SignalNamespace.default.declarations.contains { $0.name == "signal_of_a_test" && $0.payload == "Int" })
  }

  @Test func whatIsDeclaredInTheDefaultNamespaceIsThereForWhoAsks() {
    SignalNamespace.declareInDefault { _ = Signal<Int>("declared_when_asked", "Documented.", in: $0) }
    #expect(SignalNamespace.default.declarations.contains { $0.name == "declared_when_asked" })
    SignalNamespace.declareInDefault { _ = Signal<Int>("declared_at_once", "Documented.", in: $0) }
    #expect(SignalNamespace.default.declarations.contains { $0.name == "declared_at_once" })
    #expect(SignalNamespace.mayHaveReceivers)
  }

  @Test("1.5.8: a later declaration adds the documentation that the first look-up did not have")
  func laterDeclarationAddsDocumentation() {
    let first = Signal<Int>("one", in: namespace)
    #expect(first.documentation == "")
    _ = Signal<Int>("one", "What it means.", in: namespace)
    _ = Signal<Int>("one", "Not this.", in: namespace)
    #expect(first.documentation == "What it means.")
    #expect(namespace.declarations.map(\.documentation) == ["What it means."])
    // A name that only callbacks know is no declaration, until there is one.
    namespace.register("two") { _ in }
    #expect(namespace.declarations.count == 1)
    _ = Signal<Int>("two", "The second.", in: namespace)
    #expect(namespace.declarations.map(\.documentation) == ["What it means.", "The second."])
  }
}
