import ExhibitSupport

/// Lines that hooks have written down.
final class Journal: Sendable {
  private let written = Locked<[String]>([])

  var lines: [String] { written.withLock { $0 } }

  func add(_ line: String) { written.withLock { $0.append(line) } }
}
