/// The receivers of a signal in order of connection.
///
/// Adding one and taking one away cost the same however many there are; a place that was left is filled up later.
struct ReceiverList<Payload: Sendable> {
  /// How many receivers are looked at, at the most, for each that is added: so many are always looked at all.
  static var looksForEach: Int { 16 }

  private var numbers: [Int] = []
  private var places: [ReceiverEntry<Payload>?] = []
  private var lastNumber = 0
  private var mortalCount = 0
  private var additions = 0

  private(set) var count = 0

  var entries: [ReceiverEntry<Payload>] { places.compactMap { $0 } }

  /// Adds a receiver behind all others.
  ///
  /// - Returns: The number by which it can be taken away.
  mutating func add(_ entry: ReceiverEntry<Payload>) -> Int {
    lastNumber += 1
    numbers.append(lastNumber)
    places.append(entry)
    count += 1
    if entry.terms.isMortal { mortalCount += 1 }
    return lastNumber
  }

  /// Takes a receiver away.
  ///
  /// - Returns: The receiver, which is to be let go outside of every lock, or `nil` if it is not there.
  mutating func remove(_ number: Int) -> ReceiverEntry<Payload>? {
    guard let place = place(of: number), let entry = places[place] else { return nil }
    places[place] = nil
    count -= 1
    if entry.terms.isMortal { mortalCount -= 1 }
    if places.count > 2 * count { closeUp() }
    return entry
  }

  /// Whether it is time to look for dead ones before one is added, so that not many stay.
  mutating func isLookDue() -> Bool {
    additions += 1
    guard mortalCount > 0, additions * Self.looksForEach >= count else { return false }
    additions = 0
    return true
  }

  /// The numbers of those whose owner or sender has died.
  func dead() -> [Int] {
    places.indices.filter { places[$0].map { !$0.terms.isAlive } ?? false }.map { numbers[$0] }
  }

  private mutating func closeUp() {
    numbers = places.indices.filter { places[$0] != nil }.map { numbers[$0] }
    places.removeAll { $0 == nil }
  }

  /// The place of a number, which are in order.
  private func place(of number: Int) -> Int? {
    var (lower, upper) = (0, numbers.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if numbers[middle] < number { lower = middle + 1 } else { upper = middle }
    }
    return lower < numbers.count && numbers[lower] == number ? lower : nil
  }
}
