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
        let now = ContinuousClock.now
        failures.append(
          HookOutcome(event: name, phase: hook.phase, hook: hook.name, error: error, started: now, ended: now))
      }
    }
    return failures
  }
}
