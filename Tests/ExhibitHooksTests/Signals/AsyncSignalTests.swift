import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

@Suite struct AsyncSignalTests {
  private let signal = Signal<Int>("async", in: SignalNamespace())
  private let journal = Journal()

  private static func thread() -> ObjectIdentifier { ObjectIdentifier(Thread.current) }

  /// Flaw F8: bzz sends asynchronous signals without waiting, and their work and errors are lost.
  @Test("1.2.1, 1.4.3, F8, F37: asynchronous and other receivers are waited for, one after the other")
  func asynchronousReceiversAreWaitedForInOrder() async throws {
    try signal.connectAsync { [journal] _, _ in
      await Task.yield()
      journal.add("a")
    }
    try signal.connect { [journal] _ in journal.add("b") }
    try signal.connectAsync { [journal] _, _ in journal.add("c") }
    await signal.sendAsync(1)
    #expect(journal.picture == "a b c")
  }

  @Test("1.5.4: objects and values send asynchronously as they do synchronously")
  func sendersOfAnyKind() async throws {
    let object = Sender()
    try signal.connect(from: .object(object)) { [journal] in journal.add("object \($0)") }
    try signal.connect(from: .value("x")) { [journal] in journal.add("value \($0)") }
    await signal.sendAsync(1, from: object)
    await signal.sendAsync(2, from: "x")
    await signal.sendAsync(3, from: .object(object), concurrently: true)
    await signal.sendAsync(4, from: nil)
    let bare = Signal<Void>("bare", in: SignalNamespace())
    try bare.connect(from: .object(object)) { [journal] _ in journal.add("bare object") }
    try bare.connect(from: .value(7)) { [journal] _ in journal.add("bare value") }
    await bare.sendAsync(from: object)
    await bare.sendAsync(from: 7, concurrently: true)
    await bare.sendAsync()
    #expect(journal.picture == "object 1 value 2 object 3 bare object bare value")
  }

  @Test("1.5.4: who is disconnected while all receivers run concurrently may still be called")
  func turnsOfAConcurrentSend() async throws {
    let slot = ConnectionSlot()
    try signal.connect { _ in slot.connection?.disconnect() }
    slot.connection = try signal.connect { [journal] in journal.add("\($0)") }
    let result = await signal.sendAsync(1, concurrently: true)
    await signal.sendAsync(2, concurrently: true)
    #expect(result.outcomes.count == 2)
    #expect(journal.picture == "1")
  }

  @Test("1.5.4, F8: an asynchronous receiver on a synchronous send is a loud error")
  func asynchronousReceiverOnASynchronousSendIsALoudError() throws {
    try signal.connectAsync(named: "slow") { [journal] _, _ in journal.add("never") }
    try signal.connect(named: "quick") { [journal] _ in journal.add("quick") }
    let reports = Reports.about("'async'") {
      let result = signal.send(1)
      #expect(result.failures.map(\.receiver) == ["slow"])
      #expect(throws: SignalError.self) { try result.throwIfFailed() }
    }
    #expect(journal.picture == "quick")
    #expect(
      reports == [
        "signal 'async' was sent synchronously, but its receiver 'slow' is asynchronous and was not called; "
          + "send it with `await sendAsync`"
      ])
  }

  @Test("F37: concurrent delivery keeps the order of outcomes")
  func concurrentDeliveryKeepsTheOrderOfOutcomes() async throws {
    // The first receiver ends only after the second has begun, so they run at the same time or never end.
    let gate = AsyncStream.makeStream(of: Void.self)
    try signal.connectAsync(named: "a") { _, payload in
      for await _ in gate.stream { break }
      return payload
    }
    try signal.connectAsync(named: "b") { _, payload in
      gate.continuation.finish()
      return payload * 2
    }
    let result = await signal.sendAsync(1, concurrently: true)
    #expect(result.outcomes.map(\.receiver) == ["a", "b"])
    #expect(result.values(of: Int.self) == [1, 2])
  }

  @Test("F8, F36: errors of asynchronous receivers are outcomes")
  func errorsOfAsynchronousReceiversAreOutcomes() async throws {
    try signal.connectAsync { _, _ in throw Refusal() }
    try signal.connectAsync { [journal] _, _ in journal.add("b") }
    let result = await signal.sendAsync(1)
    #expect(result.failures.count == 1)
    #expect(journal.picture == "b")
  }

  @Test("1.2.1: nobody, a payload, answers in order")
  func resultsAreThoseOfTheReceivers() async throws {
    #expect(await signal.sendAsync(1).outcomes.isEmpty)
    try signal.connectAsync { payload in payload + 1 }
    try signal.connect { _, payload in payload + 2 }
    #expect(await signal.sendAsync(1).values(of: Int.self) == [2, 3])
  }

  @Test func asynchronousReceiversMayBeLimitedAndOwned() async throws {
    var owner: Sender? = Sender()
    if let owner {
      try signal.connectAsync(from: .value("x"), whileAlive: owner) { [journal] payload in journal.add("\(payload)") }
    }
    await signal.sendAsync(1, from: .value("x"))
    await signal.sendAsync(2, from: .value("y"))
    owner = nil
    await signal.sendAsync(3, from: .value("x"))
    #expect(journal.picture == "1")
    #expect(!signal.hasReceivers)
    #expect(owner == nil)
  }

  @Test @MainActor func otherReceiversStayOnTheActorOfTheCaller() async throws {
    let thread = Self.thread()
    try signal.connect { [journal] _ in journal.add(Self.thread() == thread ? "here" : "elsewhere") }
    await signal.sendAsync(1)
    #expect(journal.picture == "here")
  }

  @Test func mutedScopeCoversAsynchronousSends() async throws {
    try signal.connectAsync { [journal] payload in journal.add("\(payload)") }
    await signal.muted { _ = await signal.sendAsync(1) }
    await signal.sendAsync(2)
    #expect(journal.picture == "2")
  }
}
