import ExhibitSupport

/// The state of a signal, shared by all values that stand for it.
@usableFromInline
final class SignalCore<Payload: Sendable>: Sendable {
  let name: String
  let meta = MetaSignals()
  @usableFromInline let gate = SignalGate()

  private let text: Locked<String>
  private let list = Locked(ReceiverList<Payload>())

  init(name: String, documentation: String) {
    self.name = name
    text = Locked(documentation)
  }

  /// What the signal means, as the first declaration says that says anything.
  var documentation: String { text.withLock { $0 } }

  /// Takes a sentence that says what the signal means, if there is none yet.
  func document(_ documentation: String) {
    text.withLock { text in if text.isEmpty { text = documentation } }
  }

  /// The receivers now.
  @inlinable
  var snapshot: ReceiverSnapshot<Payload> { gate.receivers.map(Self.snapshot) ?? makeSnapshot() }

  @inlinable
  static func snapshot(_ receivers: SignalGate.Receivers) -> ReceiverSnapshot<Payload> {
    // The core alone puts receivers there, and only its own kind.
    unsafeDowncast(receivers, to: ReceiverSnapshot<Payload>.self)
  }

  /// Makes the snapshot of receivers that have changed: once, however many changes there were.
  @usableFromInline
  func makeSnapshot() -> ReceiverSnapshot<Payload> {
    list.withLock { list in
      if let receivers = gate.receivers { return Self.snapshot(receivers) }
      let snapshot = ReceiverSnapshot(list.entries)
      _ = gate.exchange(snapshot, isOccupied: !list.isEmpty)
      return snapshot
    }
  }

  /// Connects a receiver and tells of it.
  func connect(_ entry: ReceiverEntry<Payload>) -> SignalConnection {
    if list.withLock({ $0.isLookDue() }) { prune() }
    let connection = insert(entry)
    meta.tell(.connected, entry.name, of: name)
    return connection
  }

  /// Connects a receiver without running any code of others.
  func insert(_ entry: ReceiverEntry<Payload>) -> SignalConnection {
    let number = list.withLock { list in
      // The list holds whoever the snapshot held, so nobody ends with it.
      _ = gate.exchange(nil, isOccupied: true)
      return list.add(entry)
    }
    // The receiver is not looked at: what has weak references is slower to send to.
    return SignalConnection(signalName: name, receiverName: entry.name, terms: entry.terms) { [weak self] in
      self != nil
    } end: { [weak self] connection in
      let isFirst = connection.terms.end()
      guard let self else { return }
      // Also if another thread has begun to: a send of this one must not find it any more.
      self.remove([number])
      // After that, as a send reads the count first: either it sees another number when it comes to the receiver, or it
      // has seen the new one, and then it does not find the receiver in the list.
      self.gate.countDeparture()
      if isFirst { self.meta.tell(.disconnected, connection.receiverName, of: self.name) }
    }
  }

  /// Takes those away whose owner or sender has died; they leave no trace.
  @usableFromInline
  func prune() {
    // Looked at outside of the lock: an owner that dies while it is looked at may run code of its own.
    remove(list.withLock { $0 }.dead)
  }

  private func remove(_ numbers: [Int]) {
    // Let go outside of the lock: with a receiver may end what runs code of its own at its end.
    let removed = list.withLock { list -> ([ReceiverEntry<Payload>], SignalGate.Receivers?) in
      let entries = numbers.compactMap { list.remove($0) }
      guard !entries.isEmpty else { return ([], nil) }
      return (entries, gate.exchange(nil, isOccupied: !list.isEmpty))
    }
    withExtendedLifetime(removed) {}
  }
}
