import ExhibitSupport

extension HookEngine {
  /// From now on ``slowHooks(longerThan:now:)`` sees the events that are fired.
  ///
  /// - Parameter start: Called once, before the first of them runs a hook: who watches needs a thread for it, and most
  ///   processes of tests have no hook to watch.
  package func beginWatching(_ start: @escaping @Sendable () -> Void = {}) {
    state.withLock { state in
      state.isWatched = true
      state.startWatching = start
    }
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
    let (old, start) = state.withLock { state -> (EventChain?, (@Sendable () -> Void)?) in
      state.isWatched ? (state.track(chain), state.takeStart()) : (nil, nil)
    }
    // The values of an event that is over may run code of their own at their end.
    withExtendedLifetime(old) {}
    start?()
  }
}

extension HookEngine.State {
  /// What is to be called before the first event is watched, once.
  mutating func takeStart() -> (@Sendable () -> Void)? {
    guard startWatching != nil else { return nil }
    defer { startWatching = nil }
    return startWatching
  }

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
