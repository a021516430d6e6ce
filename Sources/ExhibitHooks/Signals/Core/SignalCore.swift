/// The state of a signal, shared by all values that stand for it.
@usableFromInline
final class SignalCore<Payload: Sendable>: Sendable {
  let name: String
  let documentation: String
  let meta = MetaSignals()
  @usableFromInline let gate = SignalGate(ReceiverSnapshot<Payload>())

  init(name: String, documentation: String) {
    self.name = name
    self.documentation = documentation
  }

  /// The receivers now.
  @inlinable
  var snapshot: ReceiverSnapshot<Payload> { Self.snapshot(gate.receivers) }

  @inlinable
  static func snapshot(_ receivers: SignalGate.Receivers) -> ReceiverSnapshot<Payload> {
    // The core alone puts receivers there, and only its own kind.
    unsafeDowncast(receivers, to: ReceiverSnapshot<Payload>.self)
  }

  /// Connects a receiver and tells of it.
  func connect(_ entry: ReceiverEntry<Payload>) -> SignalConnection {
    // Dead ones go when a new one comes, so that their number does not grow.
    prune()
    let connection = insert(entry).connection
    meta.connected(entry.name, to: name)
    return connection
  }

  /// Connects a receiver without running any code of others.
  ///
  /// - Returns: The connection, and what is to be let go outside of every lock.
  func insert(_ entry: ReceiverEntry<Payload>) -> (connection: SignalConnection, replaced: SignalGate.Receivers) {
    let replaced = change { $0 + [entry] }
    let connection = SignalConnection(signalName: name, receiverName: entry.name) { [weak entry] in
      entry.map { $0.isActive && $0.isAlive } ?? false
    } end: { [weak self, weak entry] in
      guard let self, let entry else { return }
      let isFirst = entry.end()
      if isFirst { self.gate.countDeparture() }
      // Also if another thread has begun to: a send of this one must not find it any more.
      _ = self.change { entries in entries.filter { $0 !== entry } }
      if isFirst { self.meta.disconnected(entry.name, from: self.name) }
    }
    return (connection, replaced)
  }

  /// Takes those away whose owner or sender has died; they leave no trace.
  func prune() {
    // Looked at outside of the lock: an owner that dies while it is looked at may run code of its own.
    let dead = Set(snapshot.entries.lazy.filter { !$0.isAlive }.map { ObjectIdentifier($0) })
    guard !dead.isEmpty else { return }
    _ = change { entries in entries.filter { !dead.contains(ObjectIdentifier($0)) } }
  }

  private func change(_ body: ([ReceiverEntry<Payload>]) -> [ReceiverEntry<Payload>]) -> SignalGate.Receivers {
    gate.change { receivers in
      let entries = body(Self.snapshot(receivers).entries)
      return (ReceiverSnapshot(entries), !entries.isEmpty)
    }
  }
}
