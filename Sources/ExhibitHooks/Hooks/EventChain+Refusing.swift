import ExhibitSupport

/// Events that are not fired, and how that is said.
extension EventChain {
  /// The names, from the outermost in.
  private var events: [String] { (outer?.events ?? []) + [event.rawValue] }

  /// The names, from the first that enqueued another.
  private var causes: [String] { (cause?.causes ?? []) + [event.rawValue] }

  /// The result of an event that is not fired inside of this one, since hooks that fire one another would not come to an
  /// end.
  func refusal(of event: EventName, _ locals: HookValues) -> HookResult {
    let names = (events + [event.rawValue]).joined(separator: " > ")
    return refusal(of: event, locals, "events fire one another without end: \(names)")
  }

  /// The error of a hook that does not run in the background.
  func backgroundRefusal(of hook: String) -> HookError {
    HookError(
      code: .tooDeep,
      message:
        "plugin '\(hook)' did not get an event: hooks in the background fire one another without end: \(shown(causes))")
  }

  /// The result of an event that is not enqueued.
  func queueRefusal(of event: EventName, _ locals: HookValues) -> HookResult {
    refusal(of: event, locals, "events enqueue one another without end: \(shown(causes + [event.rawValue]))")
  }

  private func shown(_ names: [String]) -> String {
    ((names.count > Self.limit ? ["…"] : []) + names.suffix(Self.limit)).joined(separator: " > ")
  }

  /// The result of an event that is not fired because too many are.
  ///
  /// - Parameter running: Those that are; the hook in which most of them are is named.
  /// - Returns: The result.
  func refusal(among running: [EventChain]) -> HookResult {
    position.set(Self.over)
    var counts: [String: (event: EventName, hook: String, count: Int)] = [:]
    for chain in running {
      guard let hook = chain.hooks.hook(at: chain.position.value)?.hook.name else { continue }
      counts["\(hook) \(chain.event)", default: (chain.event, hook, 0)].count += 1
    }
    let most = counts.values.max { $0.count < $1.count }
    let name = most.map { "hook '\($0.hook)' at '\($0.event)'" } ?? "'\(event)'"
    return refusal(
      of: event, locals, "\(running.count) events are being fired at once, most of them from \(name): without end",
      hook: most?.hook)
  }

  private func refusal(
    of event: EventName, _ locals: HookValues, _ message: String, hook: String? = nil
  ) -> HookResult {
    let refused = Hook(name: hook ?? firing, order: .standard, action: .reading { _ in })
    return HookResult(
      locals: locals,
      outcomes: HookOutcomes(
        of: refused, in: .pre, at: event, error: HookError(code: .tooDeep, message: message), nanoseconds: 0))
  }

  /// Who fires or enqueues: the hook that runs.
  private var firing: String { hooks.hook(at: position.value)?.hook.name ?? "engine" }
}
