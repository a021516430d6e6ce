import ExhibitHooks
import ExhibitRecord

extension RunSession {
  /// Records how an external command ended, or why it could not be started.
  func commandEnded(
    _ command: [String], _ end: RunningCommand.End?, hasFailed: Bool = true, reason: String? = nil, hook: String,
    event: EventName, attempt: TestAttempt?
  ) {
    writer?.event("exhibitCommandEnded", testID: attempt?.key.id) { buffer in
      buffer.member(#","attempt":"#, attempt?.number)
      buffer.member(#","event":"#, event.rawValue)
      buffer.member(#","hook":"#, hook)
      buffer.literal(#","command":["#)
      for (index, argument) in command.enumerated() {
        if index > 0 { buffer.literal(",") }
        buffer.string(argument)
      }
      buffer.literal("]")
      switch end?.status {
      case .exited(let status): buffer.member(#","exitStatus":"#, status)
      case .signalled(let signal): buffer.member(#","signal":"#, signal)
      case .unknown, nil: break
      }
      if end?.hasTimedOut ?? false { buffer.literal(#","timedOut":true"#) }
      buffer.member(#","durationNanoseconds":"#, end.map { Int($0.nanoseconds) })
      buffer.member(#","outcome":"#, verbatim: hasFailed ? "failed" : "passed")
      buffer.member(#","reason":"#, reason)
    }
  }
}
