/// The receivers of a signal, by numbers in order of connection.
///
/// Adding one and taking one away cost the same however many there are.
struct ReceiverList<Payload: Sendable> {
  /// How many receivers are looked at, at the most, for each that is added: so many are always looked at all.
  private static var looksForEach: Int { 16 }

  private var entriesByNumber: [Int: ReceiverEntry<Payload>] = [:]
  private var lastNumber = 0
  private var mortalCount = 0
  private var additions = 0

  var isEmpty: Bool { entriesByNumber.isEmpty }

  /// The receivers in order.
  var entries: [ReceiverEntry<Payload>] { entriesByNumber.sorted { $0.key < $1.key }.map(\.value) }

  /// The numbers of those whose owner or sender has died.
  var dead: [Int] { entriesByNumber.compactMap { $0.value.terms.isAlive ? nil : $0.key } }

  /// Adds a receiver behind all others.
  ///
  /// - Returns: The number by which it can be taken away.
  mutating func add(_ entry: ReceiverEntry<Payload>) -> Int {
    lastNumber += 1
    entriesByNumber[lastNumber] = entry
    if entry.terms.isMortal { mortalCount += 1 }
    return lastNumber
  }

  /// Takes a receiver away.
  ///
  /// - Returns: The receiver, which is to be let go outside of every lock, or `nil` if it is not there.
  mutating func remove(_ number: Int) -> ReceiverEntry<Payload>? {
    let entry = entriesByNumber.removeValue(forKey: number)
    if entry?.terms.isMortal == true { mortalCount -= 1 }
    return entry
  }

  /// Whether it is time to look for dead ones before one is added, so that not many stay.
  mutating func isLookDue() -> Bool {
    additions += 1
    guard mortalCount > 0, additions * Self.looksForEach >= entriesByNumber.count else { return false }
    additions = 0
    return true
  }
}
