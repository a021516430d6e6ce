import ExhibitSupport

/// One event on its way through the phases.
struct EventRun {
  let name: EventName
  var locals: HookValues
  var globals: HookValues
  var outcomes: [HookOutcome] = []
  private(set) var hasFailures = false

  private let engine: HookEngine
  private let chain: EventChain
  private let isThreaded: Bool
  /// How many hooks were in the phases before.
  private var position = 0
  /// When the last hook ended, which is when the next one starts.
  private var time = ContinuousClock.now

  init(_ chain: EventChain, engine: HookEngine, globals: HookValues, isThreaded: Bool) {
    self.chain = chain
    self.engine = engine
    self.isThreaded = isThreaded
    self.globals = globals
    name = chain.event
    locals = chain.locals
    outcomes.reserveCapacity(chain.hooks.count)
  }

  /// Runs the hooks of one phase and takes their local updates in, after the last of them.
  ///
  /// - Returns: Their updates to the globals, for the engine to take in.
  mutating func run(_ hooks: [Hook], phase: HookPhase) -> HookValues {
    if isThreaded, hooks.count > 1 { return runThreaded(hooks, phase: phase) }
    var updates = HookUpdate()
    var update = HookUpdate()
    // One for all, since they differ in the hook alone.
    var event = HookEvent(name: name, hook: "", locals: locals, globals: globals)
    for hook in hooks {
      chain.position.set(position)
      position += 1
      event.hook = hook.name
      var failure: (any Error)?
      if let queue = hook.background {
        failure = engine.run(hook, phase: phase, event, in: queue)
        if failure == nil { continue }
      } else {
        do {
          try hook.body(event, &update)
        } catch {
          failure = error
        }
      }
      let now = ContinuousClock.now
      if failure != nil { hasFailures = true }
      outcomes.append(
        HookOutcome(event: name, phase: phase, hook: hook.name, error: failure, started: time, ended: now))
      time = now
      if !update.isEmpty {
        updates.take(update)
        update = HookUpdate()
      }
    }
    if !updates.locals.isEmpty { locals.merge(updates.locals) }
    return updates.globals
  }

  /// The same with the hooks of one ``HookOrder`` at once; what they did is taken in in their order.
  private mutating func runThreaded(_ hooks: [Hook], phase: HookPhase) -> HookValues {
    chain.position.set(EventChain.branched)
    var updates = HookUpdate()
    var rest = hooks[...]
    while let first = rest.first {
      let group = rest.prefix { $0.order == first.order }
      rest = rest.dropFirst(group.count)
      let indices = group.indices.filter { hooks[$0].background == nil }
      let work = ThreadedHooks(
        chain: chain, engine: engine, hooks: indices.map { (hooks[$0], position + $0) }, phase: phase, locals: locals,
        globals: globals)
      for index in group.indices {
        guard let queue = hooks[index].background else { continue }
        let hook = hooks[index]
        let event = HookEvent(name: name, hook: hook.name, locals: locals, globals: globals)
        guard let error = engine.run(hook, phase: phase, event, in: queue) else { continue }
        let now = ContinuousClock.now
        hasFailures = true
        outcomes.append(
          HookOutcome(event: name, phase: phase, hook: hook.name, error: error, started: now, ended: now))
      }
      for (outcome, update) in work.run() {
        if outcome.error != nil { hasFailures = true }
        outcomes.append(outcome)
        if !update.isEmpty { updates.take(update) }
      }
    }
    position += hooks.count
    time = ContinuousClock.now
    if !updates.locals.isEmpty { locals.merge(updates.locals) }
    return updates.globals
  }
}

extension HookUpdate {
  fileprivate mutating func take(_ other: HookUpdate) {
    locals.merge(other.locals)
    globals.merge(other.globals)
  }
}
