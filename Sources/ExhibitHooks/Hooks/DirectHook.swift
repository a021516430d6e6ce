import ExhibitSupport

/// What an event is about, for hooks that take it as it is.
package typealias HookSubject = AnyObject & Sendable

/// The body of a hook that needs no values, because it knows what the event is about; it must not fire events.
package typealias DirectBody = @Sendable (_ subject: any HookSubject) throws -> Void

/// A hook that can do without values.
struct DirectHook: Sendable {
  let name: String
  let phase: HookPhase
  let body: DirectBody
}

extension EventHooks {
  /// All hooks in the order in which they run, if each can do without values; none if only default callbacks are there.
  static func allDirect(pre: [Hook], plugin: [Hook], post: [Hook]) -> [DirectHook]? {
    if plugin.isEmpty, post.isEmpty, areDefault(pre) { return [] }
    var all: [DirectHook] = []
    guard add(pre, of: .pre, to: &all), add(plugin, of: .plugin, to: &all), add(post, of: .post, to: &all) else {
      return nil
    }
    return all
  }

  private static func areDefault(_ hooks: [Hook]) -> Bool {
    for place in 0..<hooks.count where !hooks[place].isDefault { return false }
    return true
  }

  // By numbers: for the iterator of each kind of array the runtime looks through all conformances of the process, which
  // is a good part of what the start of a test process costs.
  private static func add(_ hooks: [Hook], of phase: HookPhase, to all: inout [DirectHook]) -> Bool {
    for place in 0..<hooks.count {
      guard let body = hooks[place].direct else { return false }
      all.append(DirectHook(name: hooks[place].name, phase: phase, body: body))
    }
    return true
  }
}

extension HookEngine {
  /// Who owns the plugin hooks of an event, in order, if nothing else would run but one default callback before them.
  package func directOwners(of event: EventName) -> [any HookSubject]? {
    state.withLock { state -> [any HookSubject]? in
      guard !state.isThreaded, let hooks = state.events[event.rawValue] else { return nil }
      guard hooks.pre.count == 1, hooks.pre[0].isDefault, hooks.post.isEmpty else { return nil }
      var owners: [any HookSubject] = []
      for place in 0..<hooks.plugin.count {
        guard hooks.plugin[place].direct != nil, let owner = hooks.plugin[place].owner else { return nil }
        owners.append(owner)
      }
      return owners
    }
  }

  /// Fires an event at hooks that all take what it is about, as those do that come with Exhibit: they need no values, no
  /// chain of events and no clock, which in every test would cost more than what they do.
  ///
  /// - Returns: The outcomes of those that failed, or `nil` if some hook wants values, or hooks run at once, and nothing has been done.
  package func fireDirectly(_ name: EventName, about subject: any HookSubject) -> [HookOutcome]? {
    guard hasOwnHooks.isSet else { return [] }
    guard let hooks = state.withLock({ $0.directHooks(for: name) }) else { return nil }
    var failures: [HookOutcome] = []
    for hook in hooks {
      do {
        try hook.body(subject)
      } catch {
        failures.append(failure(of: hook.name, at: name, in: hook.phase, error))
      }
    }
    return failures
  }

  /// The outcome of a hook that was not run by firing, and failed now.
  package func failure(
    of hook: String, at event: EventName, in phase: HookPhase = .plugin, _ error: any Error
  ) -> HookOutcome {
    HookOutcome(event: event, phase: phase, hook: hook, error: error, nanoseconds: 0)
  }
}
