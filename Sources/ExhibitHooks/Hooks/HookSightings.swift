import ExhibitSupport

/// How long hooks have been seen running, by somebody who looks now and then.
struct HookSightings {
  private struct Sighting {
    let chain: EventChain
    let position: Int
    let since: ContinuousClock.Instant
  }

  // Not `[:]` and `[]`, see `NameTable`.
  private var sightings: [ObjectIdentifier: Sighting] = Dictionary()
  /// The hooks that were named, by event.
  private var named: Set<[String]> = Set()

  /// Takes a look.
  ///
  /// - Parameters:
  ///   - running: The events that are being fired.
  ///   - limit: How long a hook may run.
  ///   - now: The time of the look.
  /// - Returns: The hooks that have been seen running for longer, each once for an event of a name.
  mutating func look(
    at running: [EventChain], limit: Duration, now: ContinuousClock.Instant
  ) -> [SlowHook] {
    var slow: [SlowHook] = []
    var seen: [ObjectIdentifier: Sighting] = [:]
    for chain in running {
      let position = chain.position.value
      guard let (hook, phase) = chain.hooks.hook(at: position) else { continue }
      let id = ObjectIdentifier(chain)
      let old = sightings[id].flatMap { $0.position == position ? $0 : nil }
      let sighting = old ?? Sighting(chain: chain, position: position, since: now)
      seen[id] = sighting
      let time = sighting.since.duration(to: now)
      guard time >= limit, named.insert([chain.event.rawValue, phase.rawValue, hook.name]).inserted else { continue }
      slow.append(
        SlowHook(event: chain.event, phase: phase, hook: hook.name, locals: chain.locals, time: time))
    }
    sightings = seen
    return slow
  }
}
