import ExhibitHooks
import Testing

/// What happens when receivers act on the signal that they are receiving: each test is a picture of the calls.
@Suite struct SignalOrderTests {
  private let signal = Signal<String>("order", in: SignalNamespace())
  private let journal = Journal()

  private func receiver(_ name: String) -> @Sendable (String) -> Void {
    { [journal] payload in journal.add(name + payload) }
  }

  @Test("1.5.3, F35: receivers run in order of connection")
  func receiversRunInOrderOfConnection() throws {
    for name in ["a", "b", "c"] { try signal.connect(receiver(name)) }
    signal.send("1")
    signal.send("2")
    #expect(journal.picture == "a1 b1 c1 a2 b2 c2")
  }

  @Test("1.0.2, 1.5.1: connecting twice calls twice, each with its own connection")
  func connectingTwiceCallsTwiceEachWithItsOwnConnection() throws {
    let first = try signal.connect(receiver("a"))
    try signal.connect(receiver("a"))
    signal.send("1")
    first.disconnect()
    first.disconnect()
    signal.send("2")
    #expect(journal.picture == "a1 a1 a2")
  }

  @Test("1.5.3, F36: a receiver that throws stops nobody")
  func receiverThatThrowsStopsNobody() throws {
    try signal.connect(receiver("a"))
    try signal.connect { [journal] _ in
      journal.add("b!")
      throw Refusal()
    }
    try signal.connect(receiver("c"))
    signal.send("1")
    #expect(journal.picture == "a1 b! c1")
  }

  @Test("1.1.5, F7: a receiver that disconnects itself skips nobody")
  func receiverThatDisconnectsItselfSkipsNobody() throws {
    let slot = ConnectionSlot()
    try signal.connect(receiver("a"))
    slot.connection = try signal.connect { [journal] payload in
      journal.add("b" + payload)
      slot.connection?.disconnect()
    }
    try signal.connect(receiver("c"))
    signal.send("1")
    signal.send("2")
    #expect(journal.picture == "a1 b1 c1 a2 c2")
  }

  @Test("1.5.3: a receiver disconnected before its turn is not called")
  func receiverDisconnectedBeforeItsTurnIsNotCalled() throws {
    let slot = ConnectionSlot()
    try signal.connect { [journal] payload in
      journal.add("a" + payload)
      slot.connection?.disconnect()
    }
    slot.connection = try signal.connect(receiver("b"))
    try signal.connect(receiver("c"))
    let result = signal.send("1")
    #expect(journal.picture == "a1 c1")
    #expect(result.outcomes.count == 2)
  }

  @Test("1.0.7, 1.5.3, F4: a newcomer starts with the next send")
  func newcomerStartsWithTheNextSend() throws {
    try signal.connect { [signal, journal] payload in
      journal.add("a" + payload)
      if payload == "1" { try signal.connect { journal.add("new" + $0) } }
    }
    signal.send("1")
    signal.send("2")
    #expect(journal.picture == "a1 a2 new2")
  }

  @Test func receiverMaySendTheSameSignalAgain() throws {
    try signal.connect { [signal, journal] payload in
      journal.add("a" + payload)
      if payload == "1" { signal.send("2") }
    }
    try signal.connect(receiver("b"))
    signal.send("1")
    #expect(journal.picture == "a1 a2 b2 b1")
  }

  @Test func limitedReceiversKeepTheirPlaceInTheOrder() throws {
    try signal.connect(receiver("a"))
    try signal.connect(from: .value("x")) { [journal] in journal.add("b" + $0) }
    try signal.connect(receiver("c"))
    signal.send("1", from: "x")
    signal.send("2", from: "y")
    #expect(journal.picture == "a1 b1 c1 a2 c2")
  }

  @Test("1.5.3: a receiver of one sender that is disconnected before its turn is not called either")
  func limitedReceiverDisconnectedBeforeItsTurnIsNotCalled() throws {
    let slot = ConnectionSlot()
    try signal.connect { [journal] payload in
      journal.add("a" + payload)
      slot.connection?.disconnect()
    }
    slot.connection = try signal.connect(from: .value("x")) { [journal] in journal.add("b" + $0) }
    try signal.connect(from: .value("x")) { [signal, journal] payload in
      journal.add("c" + payload)
      if payload == "1" { try signal.connect(from: .value("x")) { journal.add("new" + $0) } }
      throw Refusal()
    }
    try signal.connect(receiver("d"))
    let result = signal.send("1", from: "x")
    signal.send("2", from: "x")
    #expect(journal.picture == "a1 c1 d1 a2 c2 d2 new2")
    #expect(result.outcomes.count == 3)
    #expect(result.failures.count == 1)
  }

  /// The newcomer of the inner send is heard by what is sent after it, not by what is under way.
  @Test func sendingAgainAfterConnectingReachesTheNewcomer() throws {
    try signal.connect { [signal, journal] payload in
      journal.add("a" + payload)
      guard payload == "1" else { return }
      try signal.connect { journal.add("new" + $0) }
      signal.send("2")
    }
    try signal.connect(receiver("b"))
    signal.send("1")
    #expect(journal.picture == "a1 a2 b2 new2 b1")
  }

  @Test func receiverThatDisconnectsEverybodyIsTheLast() throws {
    let slots = [ConnectionSlot(), ConnectionSlot(), ConnectionSlot()]
    try signal.connect(receiver("a"))
    for (slot, name) in zip(slots, ["b", "c", "d"]) {
      slot.connection = try signal.connect { [journal] payload in
        journal.add(name + payload)
        for slot in slots { slot.connection?.disconnect() }
        throw Refusal()
      }
    }
    #expect(signal.send("1").failures.count == 1)
    signal.send("2")
    #expect(journal.picture == "a1 b1 a2")
  }

  @Test("F37: the same holds while asynchronous receivers are waited for")
  func asynchronousDeliveryFollowsTheSameRules() async throws {
    let (own, other) = (ConnectionSlot(), ConnectionSlot())
    own.connection = try signal.connectAsync { [signal, journal] payload in
      journal.add("a" + payload)
      own.connection?.disconnect()
      other.connection?.disconnect()
      try signal.connect { journal.add("new" + $0) }
      await signal.sendAsync("2")
      throw Refusal()
    }
    other.connection = try signal.connectAsync { [journal] in journal.add("b" + $0) }
    try signal.connectAsync { [journal] payload in
      await Task.yield()
      journal.add("c" + payload)
    }
    try signal.connect(receiver("d"))
    let result = await signal.sendAsync("1")
    #expect(journal.picture == "a1 c2 d2 new2 c1 d1")
    #expect(result.outcomes.count == 3)
    #expect(result.failures.count == 1)
  }
}
