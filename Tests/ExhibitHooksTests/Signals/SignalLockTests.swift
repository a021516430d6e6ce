import ExhibitSupport
import Foundation
import Testing

@testable import ExhibitHooks

/// Nothing of others runs under a lock of a signal: what ends may use the same signal at its end.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SignalLockTests {
  private let namespace = SignalNamespace()
  private let signal: Signal<Int>
  private let ends = Locked(0)

  init() { signal = Signal("lock", in: namespace) }

  private func makeLast() -> LastWords {
    LastWords { [signal, namespace, ends] in
      let connection = try? signal.connect { _ in }
      signal.send(0)
      connection?.disconnect()
      namespace.register("other") { _ in }.unregister()
      namespace.fire("lock", [0])
      _ = namespace.declarations
      ends.withLock { $0 += 1 }
    }
  }

  private var endCount: Int { ends.withLock { $0 } }

  /// Connects a receiver that alone holds something whose end uses the signal.
  private func connect(from sender: SignalSender? = nil) throws -> SignalConnection {
    let last = makeLast()
    return try signal.connect(from: sender) { _ in withExtendedLifetime(last) {} }
  }

  @Test func disconnecting() throws {
    let connection = try connect()
    #expect(signal.hasReceivers)
    connection.disconnect()
    #expect(endCount == 1)
  }

  @Test func disconnectingInsideOfASend() throws {
    let slot = ConnectionSlot()
    try signal.connect { payload in if payload == 1 { slot.connection?.disconnect() } }
    slot.connection = try connect()
    signal.send(1)
    #expect(endCount == 1)
  }

  @Test func connectingAfterAnOwnerHasDied() throws {
    do {
      let (owner, last) = (Sender(), makeLast())
      try signal.connect(whileAlive: owner) { _ in withExtendedLifetime(last) {} }
    }
    try signal.connect { _ in }
    #expect(endCount == 1)
  }

  @Test func sendingAfterASenderHasDied() throws {
    do { _ = try connect(from: .object(Sender())) }
    signal.send(1)
    #expect(endCount == 1)
  }

  /// The owner lives only as long as it is looked at.
  @Test func ownerThatEndsWhileItIsLookedAt() throws {
    try signal.connect(whileAlive: makeLast()) { _ in }
    #expect(!signal.hasReceivers)
    signal.send(1)
    #expect(endCount == 1)
  }

  @Test func callbacksAndWhatIsBoundToThem() {
    let callback = namespace.register("lock", with: [makeLast()]) { [last = makeLast()] _ in
      withExtendedLifetime(last) {}
    }
    callback.unregister()
    #expect(endCount == 2)
  }

  @Test func declaringANameThatHadCallbacks() {
    let callback = namespace.register("early") { [last = makeLast()] _ in withExtendedLifetime(last) {} }
    _ = Signal<Int>("early", in: namespace)
    callback.unregister()
    #expect(endCount == 1)
  }

  private struct Key: Hashable, Sendable {
    let last: LastWords

    static func == (one: Key, other: Key) -> Bool { one.last === other.last }
    func hash(into hasher: inout Hasher) {}
  }

  /// What a callback wants to hear ends with the callback, of which a name that is never declared keeps some.
  @Test func sendersOfCallbacksThatAreNoLongerRegistered() {
    for _ in 0..<200 { namespace.register("never", from: .value(Key(last: makeLast()))) { _ in }.unregister() }
    #expect(endCount > 100)
  }

  /// A send to plain receivers goes another way than one to others.
  @Test(
    "1.5.5: no send that begins after a disconnection, or comes to it later, calls the receiver",
    arguments: [false, true])
  func nobodyIsCalledAfterBeingDisconnectedOnAnotherThread(areSomeLimited: Bool) throws {
    let (entered, goOn, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let journal = Journal()
    let first = try signal.connect { payload in
      journal.add("first")
      entered.signal()
      goOn.wait()
      journal.add("ended")
    }
    let second = try signal.connect { _ in journal.add("second") }
    let third = try signal.connect(from: areSomeLimited ? .value("x") : nil) { _ in journal.add("third") }
    Thread.detachNewThread { [signal] in
      signal.send(1, from: "x")
      done.signal()
    }
    entered.wait()
    // The call that is under way is not waited for.
    for connection in [first, second, third] { connection.disconnect() }
    signal.send(2, from: "x")
    journal.add("disconnected")
    goOn.signal()
    done.wait()
    #expect(journal.picture == "first disconnected ended")
  }
}
