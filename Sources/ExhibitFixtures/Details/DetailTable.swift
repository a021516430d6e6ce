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
  /// Where the next look for the dead begins.
  private var next = 0
  private static let looks = 4
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
    let isReady = !entry.isRenewed && !entry.slot.needsLookAtEachRead && entry.slot.owner.keepsItsPlace
    cells.put(isReady ? entry.box : nil, for: entry.slot, sum: entry.stamp, deadline: entry.deadline)
    return (before, result)
  }

  /// Adds the entry of an appliance, and takes away some of the dead: a few are looked at each time, so that it costs the
  /// same however many appliances there are.
  ///
  /// - Returns: What is to be let go outside of the lock, because code of its own may run at its end: entries, and
  ///   appliances whose last owner may have left while they were looked at.
  mutating func add(_ slot: DetailSlot) -> (removed: [Entry], seen: [any Appliance]) {
    var removed: [Entry] = []
    var seen: [any Appliance] = []
    for _ in 0..<min(Self.looks, entries.count) {
      if next >= entries.count { next = 0 }
      if let owner = entries[next].slot.owner.object {
        seen.append(owner)
        next += 1
      } else {
        removed.append(remove(next))
      }
    }
    index[slot.ownerKey] = entries.count
    entries.append(Entry(slot: slot))
    return (removed, seen)
  }

  /// Removes an entry; the last one takes its place.
  private mutating func remove(_ place: Int) -> Entry {
    let entry = entries[place]
    cells.remove(entry.slot)
    // Another may have its address.
    if index[entry.slot.ownerKey] == place { index[entry.slot.ownerKey] = nil }
    let last = entries.removeLast()
    if place < entries.count {
      entries[place] = last
      if index[last.slot.ownerKey] == entries.count { index[last.slot.ownerKey] = place }
    }
    return entry
  }
}
