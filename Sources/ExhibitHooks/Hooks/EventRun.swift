/// One event on its way through the phases.
struct EventRun {
  let name: EventName
  var locals: HookValues
  var globals: HookValues
  var outcomes: [HookOutcome] = []
  /// When the last hook ended, which is when the next one starts.
  private var time = ContinuousClock.now

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
    var update = HookUpdate()
    for hook in hooks {
      var failure: (any Error)?
      do {
        try hook.body(HookEvent(name: name, hook: hook.name, locals: locals, globals: globals), &update)
      } catch {
        failure = error
      }
      let now = ContinuousClock.now
      outcomes.append(
        HookOutcome(event: name, phase: phase, hook: hook.name, error: failure, started: time, ended: now))
      time = now
      if !update.isEmpty {
        updates.locals.merge(update.locals)
        updates.globals.merge(update.globals)
        update = HookUpdate()
      }
    }
    if !updates.locals.isEmpty { locals.merge(updates.locals) }
    return updates.globals
  }
}
