import ExhibitSupport

/// The events that wait until the one that is being fired is over.
enum EventQueue {
  /// An event that waits.
  struct Entry: Sendable {
    let engine: HookEngine
    let name: EventName
    let locals: HookValues
    /// The event whose hook enqueued it.
    let cause: EventChain
  }

  /// How many events one event may make wait, with those that these enqueue.
  static let limit = 10_000

  // What `EventChain.queue` holds.
  static let isEmpty = 0
  static let isFilled = 1
  static let isClosed = 2

  private struct Waiting {
    var entries: [Entry] = []
    var next = 0
  }

  /// What waits, by the outermost event; nearly always nothing.
  private static let waiting = Locked<[ObjectIdentifier: Waiting]>([:])

  /// What became of an entry that was to be added.
  enum Addition {
    case added
    /// There are too many.
    case refused
    /// The event is over, so that nobody would come for it.
    case tooLate
  }

  /// Lets an event wait.
  static func add(_ entry: Entry) -> Addition {
    guard entry.cause.generation < EventChain.generationLimit else { return .refused }
    let root = entry.cause.root
    return waiting.withLock { waiting in
      if root.queue.value == isClosed { return .tooLate }
      // Only the outermost event closes it, without the lock while it is empty.
      if root.queue.value == isEmpty, !root.queue.replace(isEmpty, by: isFilled) { return .tooLate }
      var queue = waiting.removeValue(forKey: ObjectIdentifier(root)) ?? Waiting()
      defer { waiting[ObjectIdentifier(root)] = queue }
      guard queue.entries.count < limit else { return .refused }
      queue.entries.append(entry)
      return .added
    }
  }

  /// The next event that waits for this one to be over; none may be added when there is none.
  static func next(after root: EventChain) -> Entry? {
    if root.queue.replace(isEmpty, by: isClosed) { return nil }
    return waiting.withLock { waiting in
      guard var queue = waiting.removeValue(forKey: ObjectIdentifier(root)), queue.next < queue.entries.count else {
        root.queue.set(isClosed)
        return nil
      }
      let entry = queue.entries[queue.next]
      queue.next += 1
      waiting[ObjectIdentifier(root)] = queue
      return entry
    }
  }
}
