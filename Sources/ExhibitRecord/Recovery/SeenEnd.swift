import CExhibitRecord

/// How a process ended, as another one has seen it: what the system told, and no guess.
struct SeenEnd {
  /// The signal that ended it.
  let signal: ProcessEnd.Signal?
  /// What it gave to `exit`, or to what stands for it.
  let exitStatus: Int
  /// When, in seconds of the monotonic clock.
  let instant: Double?

  /// Reads a line of kind `exhibitProcessEnded`; `nil` if it says neither.
  init?(_ payload: RecordLine.Payload) {
    guard let members = payload.exhibit else { return nil }
    instant = payload.instant?.absolute
    exitStatus = members.exitStatus ?? 0
    if let number = members.signal.flatMap({ Int32(exactly: $0) }) {
      signal = ProcessEnd.Signal(number: number, name: members.signalName ?? "signal \(number)", instant: instant)
    } else {
      guard members.exitStatus != nil else { return nil }
      signal = nil
    }
  }

  /// The fault that ended it.
  var fault: ProcessEnd.Signal? { signal.flatMap { exhibit_is_fault($0.number) ? $0 : nil } }
}
