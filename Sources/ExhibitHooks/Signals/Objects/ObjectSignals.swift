import ExhibitSupport

/// Signals of single objects, by name: any object can have listeners, and they are gone when it is.
///
/// ```swift
/// ObjectSignals.listen(to: stream, "disconnect") { _ in print("gone") }
/// ObjectSignals.fire(stream, "disconnect")
/// ```
public enum ObjectSignals: Sendable {
  private struct Entry {
    let object: WeakReference
    var signals: [String: SignalCore<SignalArguments>] = [:]

    var isOccupied: Bool { signals.values.allSatisfy(\.gate.isOccupied) }
  }

  private struct Table {
    /// How many objects are looked at, at the most, for each operation: so many are always looked at all.
    static let looksForEach = 64

    var entries: [ObjectIdentifier: Entry] = [:]
    private var operations = 0

    /// The entry of a living object, not one of an object that was in its place in memory before.
    func entry(of object: AnyObject) -> Entry? {
      entries[ObjectIdentifier(object)].flatMap { $0.object.object === object ? $0 : nil }
    }

    /// All entries, if it is time to look which of them are over.
    mutating func entriesToLookAt() -> [ObjectIdentifier: Entry]? {
      operations += 1
      guard operations * Self.looksForEach >= entries.count else { return nil }
      operations = 0
      return entries
    }
  }

  private static let table = Locked(Table())

  /// Connects a listener to a signal of one object.
  ///
  /// - Parameters:
  ///   - object: The object; it is held weakly.
  ///   - name: The signal's name.
  ///   - file: The file that names the listener in outcomes and reports.
  ///   - line: The line there.
  ///   - listener: Called with the arguments of each fire, in order of listening. It must not hold the object strongly.
  /// - Returns: The connection, which ends when it is disconnected or the object is gone.
  @discardableResult
  public static func listen(
    to object: some AnyObject, _ name: String, file: StaticString = #fileID, line: Int = #line,
    _ listener: @escaping @Sendable (SignalArguments) throws -> Void
  ) -> SignalConnection {
    sweep()
    let entry = ReceiverEntry(
      "\(file):\(line)", ReceiverTerms(from: nil, whileAlive: object), .plain(listener))
    let (connection, replaced) = table.withLock { table in
      let known = table.entry(of: object)
      let core = known?.signals[name] ?? SignalCore(name: name, documentation: "")
      let replaced = known == nil ? table.entries[ObjectIdentifier(object)] : nil
      if known == nil { table.entries[ObjectIdentifier(object)] = Entry(object: WeakReference(object)) }
      table.entries[ObjectIdentifier(object)]?.signals[name] = core
      // Within the lock, so that a sweep does not take the signal for one without listeners.
      return (core.insert(entry), replaced)
    }
    withExtendedLifetime(replaced) {}
    return connection
  }

  /// Ends a listener's connection; harmless when it has ended.
  public static func unlisten(_ connection: SignalConnection) {
    connection.disconnect()
    sweep()
  }

  /// Fires a signal of one object: calls its listeners, each whatever the others throw.
  ///
  /// - Parameters:
  ///   - object: The object.
  ///   - name: The signal's name; one that has no listener is fine.
  ///   - arguments: What the listeners get.
  /// - Returns: Every listener's outcome.
  @discardableResult
  public static func fire(_ object: some AnyObject, _ name: String, _ arguments: SignalArguments = []) -> SendResult {
    sweep()
    let core = table.withLock { $0.entry(of: object)?.signals[name] }
    return core?.send(arguments, from: SignalSender(object)) ?? SendResult()
  }

  /// How many objects have listeners, for tests that nothing is kept.
  static var objectCount: Int { table.withLock { $0.entries.count } }

  /// Lets go of what belonged to objects that are gone, and of signals without listeners.
  ///
  /// Nothing tells when an object of any class ends, so operations look at those that have listeners: each at all, or, of
  /// very many, so seldom that an operation costs the same however many there are.
  private static func sweep() {
    guard let found = table.withLock({ $0.entriesToLookAt() }) else { return }
    // Looked at, and let go, outside of the lock: what ends with it may run code of its own.
    let over = found.compactMap { id, entry -> (ObjectIdentifier, Entry, isDead: Bool)? in
      let isDead = entry.object.object == nil
      return isDead || !entry.isOccupied ? (id, entry, isDead) : nil
    }
    table.withLock { table in
      for (id, entry, isDead) in over {
        guard let current = table.entries[id], current.object === entry.object else { continue }
        let signals = isDead ? [:] : current.signals.filter { $0.value.gate.isOccupied }
        table.entries[id] = signals.isEmpty ? nil : Entry(object: current.object, signals: signals)
      }
    }
    withExtendedLifetime(over) {}
  }
}
