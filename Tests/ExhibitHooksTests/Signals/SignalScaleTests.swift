import ExhibitSupport
import Testing

@testable import ExhibitHooks

/// Many receivers: what one costs must not grow with their number, or these take hours.
@Suite(.timeLimit(.minutes(1))) struct SignalScaleTests {
  private static let count = 100_000
  private let signal = Signal<Int>("scale", in: SignalNamespace())
  private let calls = Locked(0)

  @Test("F38: receivers come and go in a time that does not grow with their number")
  func receiversComeAndGo() throws {
    let connections = try (0..<Self.count).map { _ in try signal.connect { [calls] _ in calls.withLock { $0 += 1 } } }
    #expect(signal.send(1).failures.isEmpty)
    #expect(calls.withLock { $0 } == Self.count)
    for connection in connections { connection.disconnect() }
    #expect(!signal.hasReceivers)
  }

  @Test func receiversWithOwnersComeAndGo() throws {
    let count = Self.count / 5
    var owners = (0..<count).map { _ in Sender() }
    for owner in owners { try signal.connect(whileAlive: owner) { _ in } }
    #expect(signal.receivers(for: nil).count == count)
    owners = []
    #expect(!signal.hasReceivers)
    signal.send(1)
    #expect(signal.core.snapshot.entries.isEmpty)
  }

  /// Of receivers that nobody sends to, those that are dead do not pile up.
  @Test func deadReceiversDoNotPileUp() throws {
    let owners = (0..<1000).map { _ in Sender() }
    for owner in owners { try signal.connect(whileAlive: owner) { _ in } }
    for _ in 0..<10_000 { try signal.connect(whileAlive: Sender()) { _ in } }
    #expect(signal.core.snapshot.entries.count < 1100)
    withExtendedLifetime(owners) {}
  }

  @Test func orderIsKeptWhenManyHaveGone() throws {
    let journal = Journal()
    let connections = try (0..<1000).map { number in try signal.connect { _ in journal.add("\(number)") } }
    for (number, connection) in connections.enumerated() where number % 100 != 7 { connection.disconnect() }
    try signal.connect { _ in journal.add("new") }
    signal.send(1)
    #expect(journal.picture == "7 107 207 307 407 507 607 707 807 907 new")
  }

  @Test func callbacksOfAnUndeclaredNameComeAndGo() {
    let namespace = SignalNamespace()
    let callbacks = (0..<Self.count).map { _ in namespace.register("scale") { _ in } }
    for callback in callbacks { callback.unregister() }
    #expect(namespace.fire("scale").outcomes.isEmpty)
  }
}
