/// One event on its way through the phases.
struct EventRun {
  let name: EventName
  var locals: HookValues
  var globals: HookValues
  var outcomes: [HookOutcome] = []

  init(name: EventName, locals: HookValues, globals: HookValues) {
    self.name = name
    self.locals = locals
    self.globals = globals
  }

  /// Runs the hooks of one phase and takes their local updates in, after the last of them.
  ///
  /// - Returns: Their updates to the globals, for the engine to take in.
  mutating func run(_ hooks: [Hook], phase: HookPhase) -> HookValues {
    var updates = HookUpdate()
    for hook in hooks {
      var update = HookUpdate()
      var failure: (any Error)?
      let start = ContinuousClock.now
      do {
        try hook.body(HookEvent(name: name, hook: hook.name, locals: locals, globals: globals), &update)
      } catch {
        failure = error
      }
      let duration = start.duration(to: .now)
      outcomes.append(HookOutcome(event: name, phase: phase, hook: hook.name, error: failure, duration: duration))
      if !update.locals.isEmpty { updates.locals.merge(update.locals) }
      if !update.globals.isEmpty { updates.globals.merge(update.globals) }
    }
    if !updates.locals.isEmpty { locals.merge(updates.locals) }
    return updates.globals
  }
}
