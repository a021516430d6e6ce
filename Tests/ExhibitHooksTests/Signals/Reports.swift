import ExhibitHooks
import ExhibitSupport

/// What signals report in this process; a test looks for its own by a name that no other test uses.
enum Reports {
  private static let messages = Locked<[String]>([])
  private static let installed: Void = SignalReports.setHandler { message in messages.withLock { $0.append(message) } }

  /// From now on reports go here.
  static func collect() { installed }

  /// The reports about a name, while the body runs.
  static func about(_ name: String, during body: () throws -> Void) rethrows -> [String] {
    collect()
    try body()
    return messages.withLock { $0.filter { $0.contains(name) } }
  }

  /// The reports about a name, while the asynchronous body runs.
  static func about(_ name: String, during body: () async throws -> Void) async rethrows -> [String] {
    collect()
    try await body()
    return messages.withLock { $0.filter { $0.contains(name) } }
  }
}
