import CExhibitFixtures

/// The values of a detail, one for each appliance.
struct DetailTable {
  struct Entry {
    let slot: DetailSlot
    var box: (any AnyObject & Sendable)?
    /// What the value depends on, as it was when its fetch began.
    var stamp: UInt64 = 0
    var parts: [UInt64] = []
    var deadline: Int64 = .max
    var flight: Flight?
    /// Why the last value was dropped, until it has been fetched again.
    var staleCause: String?
    /// Whether the value is one that was fetched again, and has not been read since.
    var isRenewed = false

    init(slot: DetailSlot) {
      self.slot = slot
    }

    /// Whether there is a value, or will be one, that no longer counts after the next advance.
    var hasSomething: Bool { box != nil || flight != nil }

    /// Whether there is a value of which no generation says that it is stale.
    var isFresh: Bool { box != nil && stamp == exhibit_stamp_sum(slot.stamp) }

    mutating func drop(because cause: String) {
      box = nil
      flight = nil
      staleCause = cause
    }
  }

  private var entries: [Entry] = []
  private var index: [ObjectIdentifier: Int] = [:]
  private let cells: DetailCells

  init(_ cells: DetailCells) {
    self.cells = cells
  }

  var slots: [DetailSlot] { entries.map(\.slot) }

  /// Where the entry of an appliance is.
  func find(_ owner: AnyObject) -> Int? {
    guard let found = index[ObjectIdentifier(owner)] else { return nil }
    // Another may have taken the place of one that has died.
    return entries[found].slot.owner.object === owner ? found : nil
  }

  subscript(place: Int) -> Entry { entries[place] }

  /// Changes an entry.
  ///
  /// - Returns: The entry as it was, which is to be let go outside of the lock, because code of its own may run at its end.
  mutating func change<Result>(_ place: Int, _ body: (inout Entry) -> Result) -> (before: Entry, result: Result) {
    let before = entries[place]
    let result = body(&entries[place])
    let entry = entries[place]
    // What is in the way of a read without the lock: something to look at, or something to report.
    let isReady = !entry.isRenewed && !entry.slot.needsLook && entry.slot.owner.keepsItsPlace
    cells.put(isReady ? entry.box : nil, for: entry.slot, sum: entry.stamp)
    return (before, result)
  }

  /// Adds the entry of an appliance, and takes away those of the dead.
  ///
  /// - Returns: What is to be let go outside of the lock, because code of its own may run at its end: entries, and
  ///   appliances whose last owner may have left while they were looked at.
  mutating func add(_ slot: DetailSlot) -> (removed: [Entry], seen: [(any Appliance)?]) {
    let seen = entries.map { $0.slot.owner.object }
    let removed = zip(entries, seen).filter { $1 == nil }.map(\.0)
    for entry in removed { cells.remove(entry.slot) }
    if !removed.isEmpty { entries = zip(entries, seen).filter { $1 != nil }.map(\.0) }
    entries.append(Entry(slot: slot))
    index = Dictionary(entries.enumerated().map { ($1.slot.ownerKey, $0) }) { $1 }
    return (removed, seen)
  }
}
