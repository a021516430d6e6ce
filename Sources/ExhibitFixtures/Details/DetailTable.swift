import CExhibitFixtures

/// The values of a detail, one for each appliance.
struct DetailTable {
  struct Entry {
    let key: ObjectIdentifier
    let slot: DetailSlot
    // The slot's, here too because every read needs them.
    let owner: Unmanaged<WeakAppliance>
    let generations: exhibit_stamp
    let needsLook: Bool
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

    init(key: ObjectIdentifier, slot: DetailSlot) {
      self.key = key
      self.slot = slot
      owner = Unmanaged.passUnretained(slot.owner)
      generations = slot.stamp
      needsLook = slot.needsLook
    }

    /// Whether there is a value, or will be one, that no longer counts after the next advance.
    var hasSomething: Bool { box != nil || flight != nil }

    mutating func drop(because cause: String) {
      box = nil
      flight = nil
      staleCause = cause
    }
  }

  private(set) var entries: [Entry] = []
  private var index: [ObjectIdentifier: Int] = [:]
  /// Where the last one was found: most tests have one appliance.
  private var last = 0

  /// Where the entry of an appliance is.
  @inline(__always)
  mutating func find(_ owner: AnyObject) -> Int? {
    let key = ObjectIdentifier(owner)
    if last < entries.count, entries[last].key == key {
      // Another may have taken the place of one that has died.
      return entries[last].slot.owner.object === owner ? last : nil
    }
    guard let found = index[key], entries[found].slot.owner.object === owner else { return nil }
    last = found
    return found
  }

  /// Adds the entry of an appliance, and takes away those of the dead.
  ///
  /// - Returns: What is to be let go outside of the lock, because code of its own may run at its end: entries, and
  ///   appliances whose last owner may have left while they were looked at.
  mutating func add(_ slot: DetailSlot, for owner: AnyObject) -> (removed: [Entry], seen: [(any Appliance)?]) {
    let seen = entries.map { $0.slot.owner.object }
    let removed = zip(entries, seen).filter { $1 == nil }.map(\.0)
    if !removed.isEmpty { entries = zip(entries, seen).filter { $1 != nil }.map(\.0) }
    entries.append(Entry(key: ObjectIdentifier(owner), slot: slot))
    index = Dictionary(entries.enumerated().map { ($1.key, $0) }) { $1 }
    last = entries.count - 1
    return (removed, seen)
  }

  /// The value of an appliance, if it is fresh, and nothing else has to be looked at.
  @inline(__always)
  mutating func ready(for owner: AnyObject) -> (any AnyObject & Sendable)? {
    let key = ObjectIdentifier(owner)
    if last >= entries.count || entries[last].key != key {
      guard let found = index[key] else { return nil }
      last = found
    }
    let place = last
    // Through a pointer: a subscript may copy the entry, with all that it refers to.
    return entries.withUnsafeBufferPointer { entries in
      guard !entries[place].isRenewed, !entries[place].needsLook,
        entries[place].stamp == exhibit_stamp_sum(entries[place].generations),
        entries[place].owner._withUnsafeGuaranteedRef({ $0.isSame(as: owner) })
      else { return nil }
      return entries[place].box
    }
  }

  subscript(place: Int) -> Entry {
    _read { yield entries[place] }
    _modify { yield &entries[place] }
  }
}
