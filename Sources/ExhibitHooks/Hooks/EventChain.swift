/// The events around the code that is running, each fired by a hook of the one before.
struct EventChain: Sendable {
  /// The chain in this task, or on this thread where no task is.
  @TaskLocal static var current = EventChain()

  /// How many events may be inside of one another.
  static let limit = 16

  var events: [String] = []

  func appending(_ event: String) -> EventChain {
    EventChain(events: events + [event])
  }

  /// The result of an event that is not fired, since hooks that fire one another would not come to an end.
  func refusal(of event: EventName, _ locals: HookValues) -> HookResult {
    let error = HookError(
      code: .tooDeep,
      message: "events fire one another without end: \(events.joined(separator: " > "))")
    return HookResult(
      locals: locals,
      outcomes: [HookOutcome(event: event, phase: .pre, hook: "engine", error: error, duration: .zero)])
  }
}
