/// An event that is being fired, and the events around it, each fired by a hook of the one before.
final class EventChain: Sendable {
  /// The chain in this task, or on this thread where no task is.
  @TaskLocal static var current: EventChain?

  /// How many events may be inside of one another.
  static let limit = 16

  private let event: String
  private let outer: EventChain?

  /// How many events there are, this one among them.
  let depth: Int

  init(_ event: EventName, inside outer: EventChain?) {
    self.event = event.rawValue
    self.outer = outer
    depth = outer.map { $0.depth + 1 } ?? 1
  }

  /// The names, from the outermost in.
  private var events: [String] { (outer?.events ?? []) + [event] }

  /// The result of an event that is not fired, since hooks that fire one another would not come to an end.
  func refusal(of event: EventName, _ locals: HookValues) -> HookResult {
    let error = HookError(
      code: .tooDeep,
      message: "events fire one another without end: \(events.joined(separator: " > "))")
    let now = ContinuousClock.now
    return HookResult(
      locals: locals,
      outcomes: [HookOutcome(event: event, phase: .pre, hook: "engine", error: error, started: now, ended: now)])
  }
}
