import ExhibitHooks
import Testing

@Suite struct SignalSenderTests {
  private let signal = Signal<Int>("sender", in: SignalNamespace())
  private let journal = Journal()

  /// A class whose instances are equal, so that identity is told from equality.
  private final class Twin: Hashable, Sendable {
    static func == (lhs: Twin, rhs: Twin) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  @Test("1.5.1: objects are told apart by identity")
  func objectsAreToldApartByIdentity() throws {
    let (first, second) = (Twin(), Twin())
    try signal.connect(from: .object(first)) { [journal] in journal.add("\($0)") }
    signal.send(1, from: first)
    signal.send(2, from: second)
    signal.send(3)
    #expect(journal.picture == "1")
  }

  /// Flaw F28: blinker's `connect(sender=0)` connects to every sender, and takes `True` for 1.
  @Test("1.5.1, F28: every value is a sender, also 0, false and the empty string")
  func everyValueIsASenderAlsoZeroFalseAndTheEmptyString() throws {
    try signal.connect(from: .value(0)) { [journal] _ in journal.add("zero") }
    try signal.connect(from: .value(false)) { [journal] _ in journal.add("false") }
    try signal.connect(from: .value("")) { [journal] _ in journal.add("empty") }
    try signal.connect(from: .value(1)) { [journal] _ in journal.add("one") }
    signal.send(1, from: 0)
    signal.send(1, from: false)
    signal.send(1, from: "")
    signal.send(1, from: true)
    signal.send(1, from: 1)
    signal.send(1, from: 1.0)
    #expect(journal.picture == "zero false empty one")
  }

  @Test("1.5.3: without a sender only receivers of any sender are called")
  func withoutASenderOnlyReceiversOfAnySenderAreCalled() throws {
    try signal.connect { [journal] _ in journal.add("any") }
    try signal.connect(from: .value("x")) { [journal] _ in journal.add("x") }
    signal.send(1)
    #expect(journal.picture == "any")
  }

  @Test("1.2.4: a type can be the sender")
  func typeCanBeTheSender() throws {
    try signal.connect(from: .type(Twin.self)) { [journal] _ in journal.add("twin") }
    signal.send(1, from: SignalSender.type(Twin.self))
    signal.send(1, from: SignalSender.type(Int.self))
    #expect(journal.picture == "twin")
  }

  @Test("1.4.1, F3: the receiver learns the sender")
  func receiverLearnsTheSender() throws {
    let sender = Twin()
    try signal.connect { [journal] sender, _ in
      journal.add(sender?.object(as: Twin.self) != nil ? "twin" : sender?.value(as: String.self) ?? "none")
    }
    signal.send(1, from: sender)
    signal.send(1, from: "text")
    signal.send(1)
    #expect(journal.picture == "twin text none")
  }

  @Test("1.5.1: a receiver object connected to any sender and to one runs once")
  func receiverObjectConnectedToAnyAndToOneRunsOnce() throws {
    let receiver = SignalReceiver<Int> { [journal] _, payload in journal.add("r\(payload)") }
    let any = try signal.connect(receiver)
    try signal.connect(receiver, from: .value("x"))
    signal.send(1, from: "x")
    any.disconnect()
    signal.send(2, from: "y")
    signal.send(3, from: "x")
    #expect(journal.picture == "r1 r3")
  }

  /// Flaw F31: blinker leaks a receiver that was disconnected from one sender, and goes on to have it.
  @Test("1.5.5, 1.5.6, F31: ended connections leave no trace")
  func endedConnectionsLeaveNoTrace() throws {
    let connection = try signal.connect(from: .value("x")) { _ in }
    #expect(signal.hasReceivers(for: .value("x")))
    #expect(!signal.hasReceivers(for: .value("y")))
    #expect(!signal.hasReceivers(for: nil))
    connection.disconnect()
    #expect(!signal.hasReceivers)
    #expect(!connection.isConnected)
  }

  @Test("1.5.7, F31: a dead sender is nobody")
  func deadSenderIsNobody() throws {
    var sender: Sender? = Sender()
    if let sender { try signal.connect(from: .object(sender)) { _ in } }
    #expect(signal.hasReceivers)
    sender = nil
    #expect(!signal.hasReceivers)
    #expect(sender == nil)
  }

  @Test("1.5.7: the death of an owner ends the connection")
  func ownersDeathEndsTheConnection() throws {
    var owner: Sender? = Sender()
    var connection: SignalConnection?
    if let owner {
      connection = try signal.connect(whileAlive: owner) { [journal] _, payload in journal.add("\(payload)") }
    }
    signal.send(1)
    owner = nil
    signal.send(2)
    #expect(journal.picture == "1")
    #expect(connection?.isConnected == false)
    #expect(!signal.hasReceivers)
    #expect(owner == nil)
  }

  @Test("1.5.6: receivers for a sender are listed in order")
  func receiversForASenderAreListedInOrder() throws {
    try signal.connect(named: "a") { _ in }
    try signal.connect(named: "b", from: .value("x")) { _ in }
    try signal.connect(named: "c") { _ in }
    #expect(signal.receivers(for: .value("x")) == ["a", "b", "c"])
    #expect(signal.receivers(for: nil) == ["a", "c"])
  }

  @Test("1.5.1: a weak connection leaves a strong one of the same receiver alone")
  func connectionsOfOneReceiverAreIndependent() throws {
    let receiver: @Sendable (Int) -> Void = { [journal] in journal.add("\($0)") }
    var owner: Sender? = Sender()
    try signal.connect(receiver)
    if let owner { try signal.connect(whileAlive: owner, receiver) }
    signal.send(1)
    owner = nil
    signal.send(2)
    #expect(journal.picture == "1 1 2")
    #expect(owner == nil)
  }

  @Test("1.5.5, F28: the connection of the sender 0 ends, and no other")
  func disconnectingOneSenderLeavesTheOthers() throws {
    let zero = try signal.connect(from: .value(0)) { [journal] _ in journal.add("zero") }
    try signal.connect { [journal] _ in journal.add("any") }
    try signal.connect(from: .value(1)) { [journal] _ in journal.add("one") }
    zero.disconnect()
    signal.send(1, from: 0)
    signal.send(1, from: 1)
    #expect(journal.picture == "any any one")
  }

  @Test("1.5.7: a new object in the place of a dead sender is not that sender")
  func newObjectIsNotTheDeadOne() throws {
    for _ in 0..<100 { try signal.connect(from: .object(Sender())) { [journal] _ in journal.add("dead") } }
    for _ in 0..<100 { signal.send(1, from: Sender()) }
    #expect(journal.picture == "")
  }

  @Test func temporaryObjectLivesThroughItsSend() throws {
    try signal.connect { [journal] sender, _ in journal.add(sender?.object(as: Twin.self) == nil ? "gone" : "there") }
    signal.send(1, from: Twin())
    signal.send(1, from: .object(Twin()))
    #expect(journal.picture == "there there")
  }

  @Test("1.4.6: receivers cannot change the payload")
  func payloadIsAValue() throws {
    let signal = Signal<[Int]>("list", in: SignalNamespace())
    try signal.connect { payload in
      var payload = payload
      payload.append(1)
    }
    try signal.connect { [journal] payload in journal.add("\(payload)") }
    signal.send([0])
    #expect(journal.picture == "[0]")
  }

  @Test("1.5.1, F28: an optional counts as what it holds, and nil is no sender")
  func optionalCountsAsWhatItHolds() throws {
    let (name, nobody): (String?, String?) = ("x", nil)
    try signal.connect(from: .value("x")) { [journal] in journal.add("value\($0)") }
    try signal.connect(from: .value(name)) { [journal] in journal.add("optional\($0)") }
    try signal.connect(from: .value(nobody)) { [journal] in journal.add("nobody\($0)") }
    try signal.connect { [journal] sender, payload in journal.add("\(sender?.description ?? "none")\(payload)") }
    signal.send(1, from: name)
    signal.send(2, from: "x")
    signal.send(3, from: nobody)
    signal.send(4, from: .value(nobody))
    sendGenerically(5, from: name)
    sendGenerically(6, from: nobody)
    #expect(journal.picture == "value1 optional1 x1 value2 optional2 x2 none3 none4 value5 optional5 x5 none6")
  }

  @Test("1.4.1: an instance of a class is told by identity, however it becomes a sender")
  func instanceOfAClassIsAlwaysAnObject() throws {
    let (twin, other) = (Twin(), Twin())
    let optional: Twin? = twin
    try signal.connect(from: .value(twin)) { [journal] in journal.add("value\($0)") }
    try signal.connect(from: .object(twin)) { [journal] in journal.add("object\($0)") }
    signal.send(1, from: twin)
    sendGenerically(2, from: twin)
    signal.send(3, from: optional)
    signal.send(4, from: SignalSender.value(optional))
    sendGenerically(5, from: other)
    signal.send(6, from: other as Twin?)
    #expect(journal.picture == "value1 object1 value2 object2 value3 object3 value4 object4")
    #expect(SignalSender.value(optional).object(as: Twin.self) === twin)
  }

  private func sendGenerically(_ payload: Int, from sender: some Hashable & Sendable) {
    signal.send(payload, from: sender)
  }

  @Test("1.5.1, F28: values of any type and size are told apart by equality and type")
  func valuesOfAnyTypeAreSenders() throws {
    struct Wide: Hashable { var parts: [String], number = 0, text = "text" }
    enum Choice: Hashable { case one, two }
    // Values with the hash of others.
    struct Alike: Hashable {
      var number: Int
      func hash(into hasher: inout Hasher) {}
    }
    let senders: [SignalSender] = [
      .value(Wide(parts: ["a"])), .value(Wide(parts: ["a"], number: 1)), .value(Choice.one), .value(Choice.two),
      .value(Alike(number: 1)), .value(Alike(number: 2)), .value([1, 2]), .value(["1", "2"]), .value(1 as UInt8),
      .value(1), .value(1.0), .value("1"), .value("1" as Character), .type(Wide.self), .object(Twin()),
    ]
    for (index, sender) in senders.enumerated() {
      try signal.connect(from: sender) { [journal] in journal.add("\(index):\($0)") }
    }
    for (index, sender) in senders.enumerated() { signal.send(index, from: sender) }
    #expect(journal.picture == senders.indices.map { "\($0):\($0)" }.joined(separator: " "))
  }

  @Test("1.5.6: what is said of receivers is true at once when an owner or a sender has died")
  func nothingIsSaidOfTheDead() throws {
    var (owner, sender): (Sender?, Sender?) = (Sender(), Sender())
    if let owner { try signal.connect(named: "owned", whileAlive: owner) { _ in } }
    if let sender { try signal.connect(named: "limited", from: .object(sender)) { _ in } }
    #expect(signal.receivers(for: sender.map { .object($0) }) == ["owned", "limited"])
    owner = nil
    #expect(signal.receivers(for: sender.map { .object($0) }) == ["limited"])
    #expect(!signal.hasReceivers(for: nil))
    #expect(signal.hasReceivers)
    sender = nil
    #expect(!signal.hasReceivers)
    #expect(signal.receivers(for: nil).isEmpty)
    #expect(owner == nil)
  }

  @Test("1.4.8: there is nothing to install for more than sending")
  func nothingHasToBeInstalled() throws {
    let sent = try signal.recording { try signal.connected(to: { _, _ in }) { _ = signal.send(1) } }
    #expect(sent.map(\.payload) == [1])
  }
}
