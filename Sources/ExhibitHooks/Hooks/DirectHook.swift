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
    if plugin.isEmpty, post.isEmpty, pre.allSatisfy({ $0.isDefault }) { return [] }
    var all: [DirectHook] = []
    for (phase, hooks) in [(HookPhase.pre, pre), (.plugin, plugin), (.post, post)] {
      for hook in hooks {
        guard let body = hook.direct else { return nil }
        all.append(DirectHook(name: hook.name, phase: phase, body: body))
      }
    }
    return all
  }
}

extension HookEngine {
  /// Who owns the plugin hooks of an event, in order, if nothing else would run but one default callback before them.
  package func directOwners(of event: EventName) -> [any HookSubject]? {
    state.withLock { state -> [any HookSubject]? in
      guard !state.isThreaded, let hooks = state.events[event.rawValue] else { return nil }
      guard hooks.pre.count == 1, hooks.pre[0].isDefault, hooks.post.isEmpty else { return nil }
      var owners: [any HookSubject] = []
      for hook in hooks.plugin {
        guard hook.direct != nil, let owner = hook.owner else { return nil }
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
    let now = ContinuousClock.now
    return HookOutcome(event: event, phase: phase, hook: hook, error: error, started: now, ended: now)
  }
}
