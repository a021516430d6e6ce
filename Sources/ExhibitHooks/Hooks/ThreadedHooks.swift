import ExhibitSupport

/// Hooks that run at the same time.
struct ThreadedHooks: Sendable {
  let chain: EventChain
  let engine: HookEngine
  /// Each with its position among the hooks of the event.
  let hooks: [(hook: Hook, position: Int)]
  let locals: HookValues
  let globals: HookValues

  typealias Result = (position: Int, error: (any Error)?, nanoseconds: Int64, update: HookUpdate)

  /// Runs them.
  ///
  /// - Returns: What each did, in their order.
  func run() -> [Result] {
    let results = Locked<[Result?]>(Array(repeating: nil, count: hooks.count))
    HookPool.shared.run(hooks.count) { [self] index in
      let branch = EventChain(branchOf: chain, hook: hooks[index].position)
      engine.track(branch)
      let result = engine.inContext { EventChain.$current.withValue(branch) { runHook(index) } }
      branch.position.set(EventChain.over)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  private func runHook(_ index: Int) -> Result {
    let hook = hooks[index].hook
    let started = HookClock.now
    var update = HookUpdate()
    var failure: (any Error)?
    do {
      try hook.action(
        HookEvent(chain, position: hooks[index].position, locals: locals, globals: globals), &update)
    } catch {
      failure = error
    }
    return (hooks[index].position, failure, HookClock.now - started, update)
  }
}
