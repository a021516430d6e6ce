/// A send on its way through receivers of any kind.
struct Delivery {
  let sender: SignalSender?
  private(set) var marks: [SendResult.Mark] = []
  private(set) var hasMetDead = false
  private var seen: Set<ObjectIdentifier> = []

  init(sender: SignalSender?) {
    self.sender = sender
  }

  /// Whether a receiver is to be called, now that its turn has come.
  mutating func reaches<Payload>(_ entry: ReceiverEntry<Payload>, at index: Int) -> Bool {
    if entry.isActive, isWithinLimits(entry) { return true }
    mark(index, nil)
    return false
  }

  private mutating func isWithinLimits<Payload>(_ entry: ReceiverEntry<Payload>) -> Bool {
    guard entry.isAlive else {
      hasMetDead = true
      return false
    }
    guard entry.accepts(sender) else { return false }
    return entry.receiver.map { seen.insert($0).inserted } ?? true
  }

  mutating func mark(_ index: Int, _ result: Result<any Sendable, any Error>?) {
    marks.append(SendResult.Mark(index: index, result: result))
  }

  mutating func sortMarks() {
    marks.sort { $0.index < $1.index }
  }
}
