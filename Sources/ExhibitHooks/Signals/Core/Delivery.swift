/// A send on its way through receivers of any kind.
@usableFromInline
struct Delivery: Sendable {
  @usableFromInline private(set) var marks: [SendResult.Mark] = []
  @usableFromInline private(set) var hasMetDead = false

  private let sender: SignalSender?
  private let key: SignalSender.Key?
  private var seen: Set<ObjectIdentifier> = []

  @usableFromInline
  init(sender: SignalSender?) {
    self.sender = sender
    key = sender?.key
  }

  /// Whether a receiver is to be called, now that its turn has come.
  @usableFromInline
  mutating func reaches(_ terms: ReceiverTerms, at index: Int) -> Bool {
    if terms.isActive, terms.areNone || areMet(terms) { return true }
    mark(index, nil)
    return false
  }

  private mutating func areMet(_ terms: ReceiverTerms) -> Bool {
    guard let accepts = terms.accept(sender, key: key) else {
      hasMetDead = true
      return false
    }
    guard accepts else { return false }
    return terms.receiver.map { seen.insert($0).inserted } ?? true
  }

  @usableFromInline
  mutating func mark(_ index: Int, _ result: Result<any Sendable, any Error>?) {
    marks.append(SendResult.Mark(index: index, result: result))
  }

  mutating func sortMarks() {
    marks.sort { $0.index < $1.index }
  }
}
