/// Where the record of a process stopped for want of room, and went on when there was some again.
struct RecordGaps {
  /// Why it stopped, the last time.
  private(set) var reason: String?
  /// Whether a test has started since.
  private(set) var hasStart = false
  /// The attempts that were running when it stopped.
  private var interrupted: [Int: String] = [:]
  /// Those of them after which another test has started: they have ended meanwhile.
  private var ended: [Int: String] = [:]

  /// Notes that the record went on.
  mutating func add(_ reason: String, during open: Set<Int>) {
    self.reason = reason
    hasStart = false
    for attempt in open { interrupted[attempt] = reason }
  }

  /// Notes that a test has started; a process runs one at a time.
  mutating func start(of attempt: Int) {
    hasStart = true
    guard !interrupted.isEmpty else { return }
    interrupted[attempt] = nil
    ended.merge(interrupted) { $1 }
    interrupted = [:]
  }

  /// Why the end of an attempt is missing, if it ended in a gap.
  func reasonForEnd(of attempt: Int) -> String? { ended[attempt] }
}
