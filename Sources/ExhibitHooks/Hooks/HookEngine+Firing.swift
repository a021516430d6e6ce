import ExhibitSupport

extension HookEngine {
  /// Adds a pre callback that alone is no reason to fire: it only prepares values for others.
  ///
  /// - Parameters:
  ///   - event: The event before whose plugin hooks it runs.
  ///   - name: The callback's name.
  ///   - body: What it does.
  ///   - direct: What it does where nobody needs values, if it can.
  ///   - check: What looks at the updates of all hooks of the event.
  package func beforeByDefault(
    _ event: EventName, named name: String, values body: @escaping HookBody, direct: DirectBody? = nil,
    checking check: UpdateCheck? = nil
  ) {
    insert(
      Hook(
        name: name, order: .standard, isDefault: true, direct: direct, check: check, action: .updating(body)),
      for: event, in: .pre)
  }

  /// Adds a post callback that alone is no reason to fire: it only takes in what others have said.
  package func afterByDefault(_ event: EventName, named name: String, _ body: @escaping HookBody) {
    insert(Hook(name: name, order: .first, isDefault: true, action: .updating(body)), for: event, in: .post)
  }

  /// Whether firing an event would run anything but default callbacks.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - ident: A plugin instance that does not count.
  /// - Returns: Whether there is such a hook.
  package func hasHooks(for event: EventName, otherThan ident: String? = nil) -> Bool {
    guard hasOwnHooks.isSet else { return false }
    return state.withLock { state in
      guard let hooks = state.events[event.rawValue] else { return false }
      if hooks.plugin.count > 1 { return true }
      if let plugin = hooks.plugin.first, plugin.name != ident { return true }
      if !hooks.post.isEmpty, hooks.post.contains(where: { !$0.isDefault }) { return true }
      return !hooks.pre.isEmpty && hooks.pre.contains { !$0.isDefault }
    }
  }

  /// Fires an event: runs its three phases, on this thread unless the engine is threaded.
  ///
  /// An event that a hook fires runs at once, with values of its own, up to 16 inside of one another.
  /// - Parameters:
  ///   - name: The event; one that nobody listens to is allowed.
  ///   - locals: The values that it carries.
  /// - Returns: The values after all phases, and the outcome of every hook that is not in the background.
  @discardableResult
  public func fire(_ name: EventName, _ locals: HookValues = HookValues()) -> HookResult {
    if checksArguments.isSet { checkArguments(name, locals) }
    let result = fire(name, locals, afterPre: nil)
    if result.hasFailures { reportFailures(result) }
    return result
  }

  /// Fires an event once the one that is being fired in this task or on this thread is over, with all inside of it; at
  /// once if there is none.
  ///
  /// Events run in the order in which they were enqueued, before the outermost ``fire(_:_:)`` returns; their errors are
  /// reported, see ``reportFailures(to:)``. A hundred may each have enqueued the next, and ten thousand wait for one event; more are refused.
  /// - Parameters:
  ///   - name: The event.
  ///   - locals: The values that it carries.
  public func enqueue(_ name: EventName, _ locals: HookValues = HookValues()) {
    if let current = EventChain.current {
      if checksArguments.isSet { checkArguments(name, locals) }
      switch EventQueue.add(EventQueue.Entry(engine: self, name: name, locals: locals, cause: current)) {
      case .added: return
      case .refused: return reportFailures(current.queueRefusal(of: name, locals))
      case .tooLate: break
      }
    }
    fire(name, locals)
  }

  /// Says who looks at the values that others fire events with.
  package func setArgumentCheck(_ check: @escaping @Sendable (EventName, HookValues) -> Void) {
    state.withLock { $0.checkArguments = check }
    checksArguments.exchange(true)
  }

  private func checkArguments(_ name: EventName, _ locals: HookValues) {
    state.withLock { $0.checkArguments }?(name, locals)
  }

  /// Fires an event and lets the caller see and change its values before the plugins see them, and report failures.
  ///
  /// - Parameters:
  ///   - name: The event.
  ///   - locals: The values that it carries.
  ///   - subject: What it is about, for ``nearest(_:)``.
  ///   - afterPre: Is given the values between pre callbacks and plugins.
  /// - Returns: The values after all phases, and the outcomes.
  package func fire(
    _ name: EventName, _ locals: HookValues, about subject: (any HookSubject)? = nil,
    afterPre: ((inout HookValues) -> Void)?
  ) -> HookResult {
    fire(name, locals, afterPre: afterPre) {
      EventChain($0, locals, about: subject, inside: EventChain.current)
    }
  }

  /// What is found first in the event whose hook runs in this task or on this thread, then in those around it and those
  /// that have led to it.
  ///
  /// - Parameter find: Is given what an event is about, if that is known, and its own values.
  /// - Returns: What it found, or `nil` if it found nothing, or no hook runs.
  package static func nearest<Found>(_ find: ((any HookSubject)?, HookValues) -> Found?) -> Found? {
    var chain = EventChain.current
    while let event = chain {
      if let found = find(event.subject, event.locals) { return found }
      chain = event.origin
    }
    return nil
  }

  private func fire(
    _ name: EventName, _ locals: HookValues, afterPre: ((inout HookValues) -> Void)?,
    _ makeChain: (EventHooks) -> EventChain
  ) -> HookResult {
    var (globals, isThreaded) = (HookValues(), false)
    var crowd: [EventChain]?
    // Let go and called outside of the lock, see `track`.
    var old: EventChain?
    var start: (@Sendable () -> Void)?
    let found = state.withLock { state -> EventChain? in
      guard let hooks = state.hooks(of: name) else { return nil }
      let chain = makeChain(hooks)
      if state.isWatched {
        old = state.track(chain)
        start = state.takeStart()
        if state.running.count > EventChain.runningLimit { crowd = state.removeLastRunning() }
      }
      (globals, isThreaded) = (state.globals, state.isThreaded)
      return chain
    }
    withExtendedLifetime(old) {}
    old = nil
    start?()
    guard let chain = found else { return HookResult(locals: locals, outcomes: HookOutcomes(of: .none)) }
    if let crowd { return chain.refusal(among: crowd) }
    guard chain.isAllowed else {
      chain.position.set(EventChain.over)
      return (EventChain.current ?? chain).refusal(of: name, locals)
    }
    let result = EventChain.$current.withValue(chain) {
      EventRun(chain, globals: globals, isThreaded: isThreaded).run(on: self, afterPre: afterPre)
    }
    chain.position.set(EventChain.over)
    if chain.root === chain { runQueue(of: chain) }
    return result
  }

  /// Runs what was enqueued while an event was fired.
  func runQueue(of root: EventChain) {
    while let entry = EventQueue.next(after: root) {
      let result = entry.engine.fire(entry.name, entry.locals, afterPre: nil) { hooks in
        EventChain(hooks, entry.locals, after: entry.cause)
      }
      if result.hasFailures { entry.engine.reportFailures(result) }
    }
  }
}
