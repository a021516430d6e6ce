import ExhibitSupport

/// One event on its way through the phases.
struct EventRun {
  private var locals: HookValues
  private var globals: HookValues
  private var outcomes: HookOutcomes

  private let chain: EventChain
  private let isThreaded: Bool
  /// How many hooks were in the phases before.
  private var position = 0
  /// When the last hook ended, which is when the next one starts.
  private var time = HookClock.now

  init(_ chain: EventChain, globals: HookValues, isThreaded: Bool) {
    self.chain = chain
    self.isThreaded = isThreaded
    self.globals = globals
    locals = chain.locals
    outcomes = HookOutcomes(of: chain.hooks)
  }

  /// Runs the three phases.
  consuming func run(on engine: HookEngine, afterPre: ((inout HookValues) -> Void)?) -> HookResult {
    let hooks = chain.hooks
    if !hooks.pre.isEmpty { run(hooks.pre, phase: .pre, of: engine) }
    afterPre?(&locals)
    if !hooks.plugin.isEmpty { run(hooks.plugin, phase: .plugin, of: engine) }
    if !hooks.post.isEmpty { run(hooks.post, phase: .post, of: engine) }
    // Handed over, where a copy would be counted and the rest let go.
    var (ownLocals, ownOutcomes) = (HookValues(), HookOutcomes.none)
    swap(&ownLocals, &locals)
    swap(&ownOutcomes, &outcomes)
    return HookResult(locals: ownLocals, outcomes: ownOutcomes)
  }

  /// Runs the hooks of one phase and takes their updates in, after the last of them.
  private mutating func run(_ hooks: [Hook], phase: HookPhase, of engine: HookEngine) {
    if isThreaded, hooks.count > 1 { return runThreaded(hooks, phase: phase, of: engine) }
    var updates: HookUpdate?
    var update = HookUpdate()
    // One for all, since they differ in the hook alone.
    var event = HookEvent(chain, position: position, locals: locals, globals: globals)
    let isNested = chain.depth > 1
    // By index: a copy of each hook would cost as much as its call.
    for index in hooks.indices {
      chain.position.set(position)
      event.position = position
      position += 1
      if isNested, isLeftOut(hooks[index]) { continue }
      if let queue = hooks[index].background {
        if let error = engine.run(hooks[index], phase: phase, event, in: queue) {
          note(error)
        }
        continue
      }
      do {
        try hooks[index].action(event, &update)
        note(nil)
      } catch {
        note(error)
      }
      if !update.isEmpty {
        chain.hooks.check?(hooks[index].name, &update)
        updates.take(update)
        update = HookUpdate()
      }
    }
    if let updates { takeIn(updates, engine) }
  }

  /// Whether a hook wants no events of its own, and this is one.
  private func isLeftOut(_ hook: Hook) -> Bool {
    hook.skipsOwn && chain.isFired(byPlugin: hook.name)
  }

  /// Writes down what became of a hook that has just ended.
  @inline(__always)
  private mutating func note(_ error: (any Error)?) {
    let now = HookClock.now
    outcomes.add(position: position - 1, error: error, nanoseconds: now - time)
    time = now
  }

  /// The same with the hooks of one ``HookOrder`` at once; what they did is taken in in their order.
  private mutating func runThreaded(_ hooks: [Hook], phase: HookPhase, of engine: HookEngine) {
    chain.position.set(EventChain.branched)
    var updates: HookUpdate?
    var rest = hooks[...]
    while let first = rest.first {
      let group = rest.prefix { $0.order == first.order }
      rest = rest.dropFirst(group.count)
      let wanted = group.indices.filter { !isLeftOut(hooks[$0]) }
      let indices = wanted.filter { hooks[$0].background == nil }
      let work = ThreadedHooks(
        chain: chain, engine: engine, hooks: indices.map { (hooks[$0], position + $0) }, locals: locals,
        globals: globals)
      for index in wanted {
        guard let queue = hooks[index].background else { continue }
        let hook = hooks[index]
        let event = HookEvent(chain, position: position + index, locals: locals, globals: globals)
        guard let error = engine.run(hook, phase: phase, event, in: queue) else { continue }
        outcomes.add(position: position + index, error: error, nanoseconds: 0)
      }
      for (place, error, nanoseconds, update) in work.run() {
        outcomes.add(position: place, error: error, nanoseconds: nanoseconds)
        guard !update.isEmpty else { continue }
        var update = update
        if let check = chain.hooks.check, let hook = chain.hooks.hook(at: place)?.hook { check(hook.name, &update) }
        updates.take(update)
      }
    }
    position += hooks.count
    time = HookClock.now
    if let updates { takeIn(updates, engine) }
  }

  /// Takes updates in: those to the globals for all events.
  private mutating func takeIn(_ updates: HookUpdate, _ engine: HookEngine) {
    locals.merge(updates.locals)
    guard !updates.globals.isEmpty else { return }
    let (new, old) = engine.state.withLock { state in
      let old = state.globals
      state.globals.merge(updates.globals)
      return (state.globals, old)
    }
    globals = new
    withExtendedLifetime(old) {}
  }
}

extension HookUpdate? {
  /// Adds what another hook of the phase has to say.
  fileprivate mutating func take(_ other: HookUpdate) {
    self?.locals.merge(other.locals)
    self?.globals.merge(other.globals)
    if self == nil { self = other }
  }
}
