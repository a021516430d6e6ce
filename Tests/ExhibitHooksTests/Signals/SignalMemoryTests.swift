import ExhibitSupport
import Testing

@testable import ExhibitHooks

/// Flaw F38, 1.5.7, 1.5.8: what blinker's tables keep of receivers and senders that are gone.
@Suite struct SignalMemoryTests {
  private let signal = Signal<Int>("memory", in: SignalNamespace())
  private let alive = Locked(0)

  /// Connects a receiver that holds a tracked object.
  private func connect(from sender: SignalSender? = nil) throws -> SignalConnection {
    let tracked = Tracked(alive)
    return try signal.connect(from: sender) { _ in tracked.touch() }
  }

  /// The same with an owner.
  private func connect(whileAlive owner: Sender) throws -> SignalConnection {
    let tracked = Tracked(alive)
    return try signal.connect(whileAlive: owner) { _ in tracked.touch() }
  }

  private var living: Int { alive.withLock { $0 } }

  @Test("1.0.7, F34: a receiver that nobody else holds stays connected")
  func receiversAreHeld() throws {
    _ = try connect()
    #expect(living == 1)
    #expect(signal.send(1).outcomes.count == 1)
  }

  @Test func disconnectingLetsGoEvenIfTheConnectionIsKept() throws {
    let connection = try connect()
    connection.disconnect()
    #expect(living == 0)
    #expect(!connection.isConnected)
  }

  @Test func objectThatKeepsTheConnectionOfItsOwnReceiverEndsAfterDisconnecting() throws {
    final class Owner: Sendable {
      let slot = ConnectionSlot()
      let tracked: Tracked
      init(_ tracked: Tracked) { self.tracked = tracked }
    }
    var owner: Owner? = Owner(Tracked(alive))
    if let owner { owner.slot.connection = try signal.connect { [owner] _ in owner.tracked.touch() } }
    owner?.slot.connection?.disconnect()
    owner = nil
    #expect(living == 0)
  }

  @Test func resultThatIsKeptHoldsNoReceiver() throws {
    let connection = try connect()
    let result = signal.send(1)
    connection.disconnect()
    #expect(living == 0)
    #expect(result.outcomes.count == 1)
  }

  @Test("F31, F38: the receiver of a sender or owner that died is let go by the next operation")
  func deadOwnersAndSendersLeaveNothing() throws {
    var object: Sender? = Sender()
    if let object {
      _ = try connect(whileAlive: object)
      _ = try connect(from: .object(object))
    }
    #expect(living == 2)
    object = nil
    signal.send(1)
    #expect(living == 0)
    #expect(signal.core.snapshot.entries.isEmpty)
    #expect(object == nil)
  }

  @Test func deadOnesAreLetGoByConnectingToo() throws {
    for _ in 0..<100 { _ = try connect(whileAlive: Sender()) }
    #expect(living == 1)
    #expect(signal.core.snapshot.entries.count == 1)
  }

  @Test("F38: of names whose callbacks are gone nothing is kept")
  func namesWithoutCallbacksAreLetGo() {
    let namespace = SignalNamespace()
    let calls = Locked(0)
    namespace.register("kept") { _ in calls.withLock { $0 += 1 } }
    for number in 0..<5000 { namespace.register("name \(number)") { _ in }.unregister() }
    #expect(namespace.nameCount < 1000)
    namespace.fire("kept")
    #expect(calls.withLock { $0 } == 1)
  }

  @Test("F38: many rounds keep nothing")
  func roundsKeepNothing() throws {
    for round in 0..<200 {
      let connections = try (0..<20).map { try connect(from: $0 % 2 == 0 ? nil : .value("\(round)-\($0)")) }
      signal.send(round)
      for connection in connections { connection.disconnect() }
    }
    #expect(living == 0)
    #expect(!signal.hasReceivers)
  }

  /// What a receiver captures may do as it likes at its end, also use the signal.
  @Test func receiverWhoseEndUsesTheSignalBlocksNothing() throws {
    final class Last: Sendable {
      let signal: Signal<Int>
      let connection: SignalConnection
      init(_ signal: Signal<Int>, _ connection: SignalConnection) {
        (self.signal, self.connection) = (signal, connection)
      }
      deinit {
        connection.disconnect()
        signal.send(2)
      }
    }
    var owner: Sender? = Sender()
    let last = Last(signal, try connect())
    if let owner { try signal.connect(whileAlive: owner) { [last] _ in _ = last } }
    #expect(signal.hasReceivers)
    owner = nil
    signal.send(1)
    #expect(owner == nil)
  }

  @Test func unregisteredCallbacksHoldNothing() {
    let namespace = SignalNamespace()
    let tracked = Tracked(alive)
    let callback = namespace.register("memory", with: [tracked]) { [tracked] _ in tracked.touch() }
    callback.unregister()
    withExtendedLifetime(tracked) { #expect(living == 1) }
    #expect(!callback.isRegistered)
  }

  @Test func connectionOfASignalThatIsGoneHasEnded() throws {
    var signal: Signal<Int>? = Signal("gone", in: SignalNamespace())
    let tracked = Tracked(alive)
    let connection = try signal?.connect { [tracked] _ in tracked.touch() }
    #expect(connection?.isConnected == true)
    signal = nil
    #expect(connection?.isConnected == false)
    connection?.disconnect()
    #expect(signal == nil)
  }
}
