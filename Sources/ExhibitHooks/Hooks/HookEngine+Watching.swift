import ExhibitSupport

extension HookEngine {
  /// From now on ``slowHooks(longerThan:now:)`` sees the events that are fired.
  package func beginWatching() {
    state.withLock { $0.isWatched = true }
  }

  /// The hooks that were seen running by each look during a time, and still run.
  ///
  /// It is for somebody who looks now and then, so that firing need not look at any clock for it.
  /// - Parameters:
  ///   - limit: How long a hook may run.
  ///   - now: The time of this look.
  /// - Returns: Each hook once for an event.
  package func slowHooks(longerThan limit: Duration, now: ContinuousClock.Instant = .now) -> [SlowHook] {
    state.withLock { state in
      guard !state.running.isEmpty else { return [] }
      return state.sightings.look(at: state.running, limit: limit, now: now)
    }
  }

  /// Runs something that is no hook and may take as long as one, so that who watches sees it too.
  ///
  /// - Parameters:
  ///   - name: Who runs it: a plugin's ident, or a class.
  ///   - moment: What it is, in the place of an event.
  ///   - body: What is run.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  package func watching<Result>(_ name: String, at moment: EventName, _ body: () throws -> Result) rethrows -> Result {
    let hook = Hook(name: name, order: .standard, action: .reading { _ in })
    let chain = EventChain(.only(hook, in: .plugin, of: moment), HookValues(), inside: nil)
    track(chain)
    defer { chain.position.set(EventChain.over) }
    return try body()
  }

  /// Lets an event be seen by who watches.
  func track(_ chain: EventChain) {
    let old = state.withLock { $0.isWatched ? $0.track(chain) : nil }
    // The values of an event that is over may run code of their own at their end.
    withExtendedLifetime(old) {}
  }
}

extension HookEngine.State {
  /// Takes an event among those that run.
  ///
  /// - Returns: The one that is over and gave its place to it.
  mutating func track(_ chain: EventChain) -> EventChain? {
    var index = 0
    while index < running.count {
      if running[index].isOver {
        let old = running[index]
        running[index] = chain
        return old
      }
      index += 1
    }
    running.append(chain)
    return nil
  }

  /// Takes out the event that was added last.
  ///
  /// - Returns: The others.
  mutating func removeLastRunning() -> [EventChain] {
    running.removeLast()
    return running
  }
}
