import ExhibitSupport
import Testing

@testable import ExhibitHooks

@Suite struct SignalScopeTests {
  private let signal = Signal<Int>("scope", in: SignalNamespace())
  private let journal = Journal()
  private let ignore: @Sendable (SignalSender?, Int) -> Void = { _, _ in }

  @Test("1.5.3, 1.5.8: a muted scope calls nobody, and ends")
  func mutedScopeCallsNobodyAndEnds() throws {
    try signal.connect { [journal] in journal.add("\($0)") }
    let answer = signal.muted { () -> String in
      signal.send(1)
      return "done"
    }
    signal.send(2)
    #expect(answer == "done")
    #expect(journal.picture == "2")
  }

  /// Flaw F30: leaving an inner `muted()` of blinker ends the outer one too.
  @Test("F30: muted scopes nest")
  func mutedScopesNest() throws {
    try signal.connect { [journal] in journal.add("\($0)") }
    signal.muted {
      signal.muted { signal.send(1) }
      signal.send(2)
    }
    signal.send(3)
    #expect(journal.picture == "3")
  }

  @Test("F30: mute covers the task and its children, and nobody else")
  func muteCoversTheTaskAndItsChildrenAndNobodyElse() async throws {
    try signal.connect { [journal] in journal.add("\($0)") }
    await signal.muted {
      await withTaskGroup(of: Void.self) { group in group.addTask { [signal] in signal.send(1) } }
      await Task.detached { [signal] in _ = signal.send(2) }.value
    }
    #expect(journal.picture == "2")
  }

  @Test("1.5.2: a scope ends when its body throws")
  func scopeEndsWhenItsBodyThrows() throws {
    try signal.connect { [journal] in journal.add("\($0)") }
    #expect(throws: Refusal()) { try signal.muted { () throws(Refusal) in throw Refusal() } }
    #expect(throws: Refusal()) { try signal.connected(to: ignore) { throw Refusal() } }
    signal.send(1)
    #expect(journal.picture == "1")
    #expect(signal.receivers(for: nil).count == 1)
  }

  /// Flaw F29: leaving `connected_to` of blinker takes the receiver's other connections away too.
  @Test("1.5.2, F29: a connected scope removes exactly what it added")
  func connectedScopeRemovesExactlyWhatItAdded() throws {
    let receiver: @Sendable (SignalSender?, Int) -> Void = { [journal] _, payload in journal.add("\(payload)") }
    try signal.connect(receiver)
    try signal.connected(to: receiver, from: .value("x")) { _ = signal.send(1, from: "x") }
    signal.send(2, from: "x")
    #expect(journal.picture == "1 1 2")
  }

  @Test("1.5.2: a scope takes a receiver of any kind")
  func connectedScopeTakesReceiversOfAnyKind() async throws {
    try signal.connected(
      to: { [journal] payload in journal.add("payload \(payload)") }, during: { _ = signal.send(1) })
    try signal.connected(
      to: { [journal] _, payload in journal.add("both \(payload)") }, during: { _ = signal.send(2) })
    // In an asynchronous scope too, a synchronous send calls a receiver that does not wait for anything.
    try await signal.connected(
      to: { [journal] payload in journal.add("payload \(payload)") },
      during: {
        await Task.yield()
        signal.send(3)
      })
    try await signal.connected(
      to: { [journal] payload in
        await Task.yield()
        journal.add("async \(payload)")
      }, from: .value("x"),
      during: {
        await signal.sendAsync(4, from: "x")
        await signal.sendAsync(0)
      })
    try await signal.connected(
      to: { [journal] sender, payload in
        await Task.yield()
        journal.add("async \(sender == nil) \(payload)")
      }, during: { await signal.sendAsync(5) })
    #expect(journal.picture == "payload 1 both 2 payload 3 async 4 async true 5")
    await #expect(throws: Refusal()) {
      try await signal.connected(to: { _ in await Task.yield() }, during: { throw Refusal() })
    }
    #expect(!signal.hasReceivers)
  }

  @Test("1.4.7: a recording returns what was sent")
  func recordingReturnsWhatWasSent() throws {
    signal.send(0)
    let sent = try signal.recording {
      signal.send(1, from: "x")
      signal.send(2)
    }
    signal.send(3)
    #expect(sent.map(\.payload) == [1, 2])
    #expect(sent[0].sender?.value(as: String.self) == "x")
    #expect(!signal.hasReceivers)
  }

  @Test func valuesArriveAsASequenceThatIsDisconnectedAtItsEnd() async throws {
    let values = try signal.values()
    signal.send(1)
    signal.send(2)
    var iterator = values.makeAsyncIterator()
    #expect(await iterator.next() == 1)
    #expect(await iterator.next() == 2)
    #expect(signal.hasReceivers)
    let task = Task { for await _ in values {} }
    task.cancel()
    await task.value
    #expect(!signal.hasReceivers)
  }

  @Test func bufferOfASequenceIsBounded() async throws {
    let values = try signal.values(buffering: .newest(2))
    for value in 1...5 { signal.send(value) }
    var iterator = values.makeAsyncIterator()
    #expect(await iterator.next() == 4)
    #expect(await iterator.next() == 5)
  }

  @Test("1.4.7, 1.5.2: a temporary receiver may be limited to a sender")
  func recordingMayBeLimitedToASender() async throws {
    let sender = Sender()
    let sent = try await signal.recording(from: .object(sender)) {
      signal.send(1, from: sender)
      await signal.sendAsync(2, from: .object(sender))
      signal.send(3)
    }
    #expect(sent.map(\.payload) == [1, 2])
    #expect(sent.allSatisfy { $0.sender?.isSame(as: sender) == true })
  }

  @Test("1.5.2: an asynchronous scope ends when its body throws")
  func asynchronousScopesEnd() async throws {
    await #expect(throws: Refusal()) {
      try await signal.connected(to: ignore) { () async throws in
        await Task.yield()
        throw Refusal()
      }
    }
    await #expect(throws: Refusal()) { try await signal.muted { () async throws in throw Refusal() } }
    try signal.connect { [journal] in journal.add("\($0)") }
    signal.send(1)
    #expect(journal.picture == "1")
    #expect(signal.receivers(for: nil).count == 1)
  }

  @Test("F30: another signal is not muted")
  func muteIsThatOfOneSignal() throws {
    let other = Signal<Int>("other", in: SignalNamespace())
    try other.connect { [journal] in journal.add("\($0)") }
    try signal.connect { [journal] in journal.add("\($0)") }
    signal.muted {
      other.send(1)
      signal.send(2)
      other.muted {
        other.send(3)
        signal.send(4)
      }
    }
    #expect(journal.picture == "1")
  }

  /// Whether another scope is open meanwhile must not matter.
  @Test func taskThatOutlivesTheScopeHearsTheSignalAgain() async throws {
    try signal.connect { [journal] in journal.add("\($0)") }
    let (wait, go) = AsyncStream.makeStream(of: Void.self)
    let task = await signal.muted { () async -> Task<Void, Never> in
      Task {
        for await _ in wait {}
        signal.send(1)
      }
    }
    await Task.detached { [signal] in
      await signal.muted { () async in
        go.finish()
        await task.value
      }
    }.value
    #expect(journal.picture == "1")
  }

  @Test func sequenceThatIsLetGoOfIsDisconnected() throws {
    var values: AsyncStream<Int>? = try signal.values(from: .value("x"))
    #expect(signal.hasReceivers(for: .value("x")))
    #expect(!signal.hasReceivers(for: .value("y")))
    values = nil
    #expect(!signal.hasReceivers)
    #expect(values == nil)
  }

  /// How many muted scopes are held here.
  private static var depth: Int {
    sequence(first: MutingScope.current) { $0?.outer.withLock { $0 } }.prefix { $0 != nil }.reduce(0) { sum, _ in
      sum + 1
    }
  }

  /// Each task is left behind by the scope in which it was started, and opens one of its own before that ends.
  @Test("F30, F38: scopes that have ended are let go, however deep tasks nest")
  func endedScopesAreLetGo() async {
    let deepest = Locked(0)
    var next: Task<Void, Never>?
    let (starts, start) = AsyncStream.makeStream(of: Int.self)
    @Sendable func nest(_ round: Int, _ signal: Signal<Int>) -> Task<Void, Never> {
      Task {
        await signal.muted { () async in
          deepest.withLock { $0 = max($0, Self.depth) }
          if round < 200 { await nest(round + 1, signal).value } else { start.finish() }
        }
      }
    }
    next = nest(0, signal)
    for await _ in starts {}
    await next?.value
    #expect(deepest.withLock { $0 } == 201)
    deepest.withLock { $0 = 0 }
    @Sendable func leave(_ round: Int, _ signal: Signal<Int>) async {
      let (ended, end) = AsyncStream.makeStream(of: Void.self)
      let task = await signal.muted { () async -> Task<Void, Never> in
        deepest.withLock { $0 = max($0, Self.depth) }
        return Task {
          for await _ in ended {}
          if round < 200 { await leave(round + 1, signal) }
        }
      }
      end.finish()
      await task.value
    }
    await leave(0, signal)
    #expect(deepest.withLock { $0 } == 1)
  }
}
