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
  }

  private static let entries = Locked<[ObjectIdentifier: Entry]>([:])

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
    let entry = ReceiverEntry(name: "\(file):\(line)", owner: object, body: .plain(listener))
    let (connection, replaced) = entries.withLock { entries in
      let core = entries[ObjectIdentifier(object)]?.signals[name] ?? SignalCore(name: name, documentation: "")
      entries[ObjectIdentifier(object), default: Entry(object: WeakReference(object))].signals[name] = core
      // Within the lock, so that a sweep does not take the signal for one without listeners.
      return core.insert(entry)
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
    let core = entries.withLock { $0[ObjectIdentifier(object)]?.signals[name] }
    return core?.send(arguments, from: SignalSender(object)) ?? SendResult()
  }

  /// How many objects have listeners, for tests that nothing is kept.
  static var objectCount: Int { entries.withLock { $0.count } }

  /// Lets go of what belonged to objects that are gone, and of signals without listeners.
  ///
  /// Nothing tells when an object of any class ends, so each operation looks at all that have listeners.
  private static func sweep() {
    // Looked at, and let go, outside of the lock: what ends with it may run code of its own.
    let found = entries.withLock { $0 }
    let dead = found.filter { $0.value.object.object == nil }
    let swept = entries.withLock { entries -> [Entry] in
      var swept: [Entry] = []
      for (id, entry) in dead where entries[id]?.object === entry.object {
        swept.append(entry)
        entries[id] = nil
      }
      for (id, entry) in entries where !entry.signals.values.allSatisfy(\.gate.isOccupied) {
        swept.append(entry)
        entries[id]?.signals = entry.signals.filter { $0.value.gate.isOccupied }
        if entries[id]?.signals.isEmpty == true { entries[id] = nil }
      }
      return swept
    }
    withExtendedLifetime((found, swept)) {}
  }
}
