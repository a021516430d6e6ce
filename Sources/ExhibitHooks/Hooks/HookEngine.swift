import ExhibitSupport

/// What hook events are fired at: the plugins and callbacks, and the values that outlive an event.
///
/// An event runs in three phases: pre callbacks, plugin hooks, post callbacks. Inside a phase hooks run by
/// ``HookOrder``, then in order of registration. What a hook adds through its ``HookUpdate`` is seen by the phases after
/// its own, never by its siblings. A hook that throws stops nobody else; ``HookResult`` says who did.
public final class HookEngine: Sendable {
  struct State {
    var events: [String: EventHooks] = [:]
    var globals = HookValues()
    var registeredPlugins: [any Plugin.Type] = []
    var report: (@Sendable (String) -> Void)?

    func directHooks(for event: EventName) -> [DirectHook]? {
      guard let hooks = events[event.rawValue] else { return [] }
      return hooks.direct
    }
  }

  let state = Locked(State())
  /// Whether there ever was a hook other than a default callback.
  let hasOwnHooks = AtomicFlag(false)

  /// Creates an engine without hooks.
  public init() {}

  /// The values that live as long as the engine.
  public var globals: HookValues {
    state.withLock { $0.globals }
  }

  /// Sets a value that lives as long as the engine.
  public func setGlobal<Value>(_ key: ValueKey<Value>, to value: Value?) {
    state.withLock { $0.globals[key] = value }
  }

  /// Says where the engine reports a double registration; by default nowhere.
  package func setReport(_ report: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.report = report }
  }

  // MARK: Callbacks

  /// Adds a pre callback; one of the same name for the same event gives way to it.
  ///
  /// - Parameters:
  ///   - event: The event before whose plugin hooks it runs.
  ///   - name: The callback's name, unique among the pre callbacks of the event.
  ///   - order: Its place among them.
  ///   - body: What it does.
  public func before(
    _ event: EventName, named name: String, order: HookOrder = .standard, _ body: @escaping HookBody
  ) {
    insert(Hook(name: name, order: order, body: body), for: event, in: .pre)
  }

  /// Adds a post callback; one of the same name for the same event gives way to it.
  ///
  /// - Parameters:
  ///   - event: The event after whose plugin hooks it runs.
  ///   - name: The callback's name, unique among the post callbacks of the event.
  ///   - order: Its place among them.
  ///   - body: What it does.
  public func after(
    _ event: EventName, named name: String, order: HookOrder = .standard, _ body: @escaping HookBody
  ) {
    insert(Hook(name: name, order: order, body: body), for: event, in: .post)
  }

  /// Takes a pre callback away.
  ///
  /// - Returns: Whether there was one of that name.
  @discardableResult
  public func removeCallback(before event: EventName, named name: String) -> Bool {
    state.withLock { $0.events[event.rawValue]?.remove(named: name, from: .pre) ?? false }
  }

  /// Takes a post callback away.
  ///
  /// - Returns: Whether there was one of that name.
  @discardableResult
  public func removeCallback(after event: EventName, named name: String) -> Bool {
    state.withLock { $0.events[event.rawValue]?.remove(named: name, from: .post) ?? false }
  }

  // MARK: Plugins

  /// Makes a plugin known, so that a configuration can name it.
  ///
  /// A plugin that the configuration does not mention runs once, under its own name, with its default options.
  public func register(_ plugin: any Plugin.Type) {
    let taken = state.withLock { state -> Bool in
      guard !state.registeredPlugins.contains(where: { $0.name == plugin.name }) else { return true }
      state.registeredPlugins.append(plugin)
      return false
    }
    if taken { report("plugin '\(plugin.name)' is registered twice; the first registration stays") }
  }

  /// The plugins that were made known, in order.
  package var registeredPlugins: [any Plugin.Type] {
    state.withLock { $0.registeredPlugins }
  }

  /// Adds an instance of a plugin: from now on its hooks run.
  ///
  /// - Parameters:
  ///   - plugin: The instance.
  ///   - ident: Its name in this engine; an instance of the same ident gives way to it.
  public func add(_ plugin: any Plugin, ident: String) {
    var hooks = PluginHooks()
    plugin.register(in: &hooks)
    remove(ident: ident)
    for hook in hooks.hooks {
      insert(Hook(name: ident, order: hook.order, direct: hook.direct, body: hook.body), for: hook.event, in: .plugin)
    }
  }

  /// Takes an instance of a plugin away.
  public func remove(ident: String) {
    state.withLock { state in
      for event in state.events.keys { _ = state.events[event]?.remove(named: ident, from: .plugin) }
    }
  }

  // MARK: Firing

  /// Adds a pre callback that alone is no reason to fire: it only prepares values for others.
  ///
  /// - Parameters:
  ///   - event: The event before whose plugin hooks it runs.
  ///   - name: The callback's name.
  ///   - body: What it does.
  ///   - direct: What it does where nobody needs values, if it can.
  package func beforeByDefault(
    _ event: EventName, named name: String, values body: @escaping HookBody, direct: DirectBody? = nil
  ) {
    insert(Hook(name: name, order: .standard, isDefault: true, direct: direct, body: body), for: event, in: .pre)
  }

  /// Adds a post callback that alone is no reason to fire: it only takes in what others have said.
  package func afterByDefault(_ event: EventName, named name: String, _ body: @escaping HookBody) {
    insert(Hook(name: name, order: .first, isDefault: true, body: body), for: event, in: .post)
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

  /// Fires an event: runs its three phases on this thread.
  ///
  /// - Parameters:
  ///   - name: The event; one that nobody listens to is allowed.
  ///   - locals: The values that it carries.
  /// - Returns: The values after all phases, and the outcome of every hook.
  @discardableResult
  public func fire(_ name: EventName, _ locals: HookValues = HookValues()) -> HookResult {
    fire(name, locals, afterPre: nil)
  }

  /// Fires an event and lets the caller see and change its values before the plugins see them.
  package func fire(_ name: EventName, _ locals: HookValues, afterPre: ((inout HookValues) -> Void)?) -> HookResult {
    let (hooks, globals) = state.withLock { ($0.events[name.rawValue], $0.globals) }
    guard let hooks, !hooks.isEmpty else { return HookResult(locals: locals, outcomes: []) }
    let chain = EventChain(name, inside: EventChain.current)
    guard chain.depth <= EventChain.limit else { return chain.refusal(of: name, locals) }
    return EventChain.$current.withValue(chain) { fire(name, hooks, locals, globals, afterPre: afterPre) }
  }

  private func fire(
    _ name: EventName, _ hooks: EventHooks, _ locals: HookValues, _ globals: HookValues,
    afterPre: ((inout HookValues) -> Void)?
  ) -> HookResult {
    var run = EventRun(name: name, locals: locals, globals: globals)
    run.outcomes.reserveCapacity(hooks.count)
    takeIn(run.run(hooks.pre, phase: .pre), &run)
    afterPre?(&run.locals)
    takeIn(run.run(hooks.plugin, phase: .plugin), &run)
    if !hooks.post.isEmpty { takeIn(run.run(hooks.post, phase: .post), &run) }
    return HookResult(locals: run.locals, outcomes: run.outcomes)
  }

  /// Takes updates to the globals in, for the phases that come and for all events.
  private func takeIn(_ updates: HookValues, _ run: inout EventRun) {
    guard !updates.isEmpty else { return }
    run.globals = state.withLock { state in
      state.globals.merge(updates)
      return state.globals
    }
  }

  private func insert(_ hook: Hook, for event: EventName, in phase: HookPhase) {
    if !hook.isDefault { hasOwnHooks.exchange(true) }
    let replaced = state.withLock { state in
      state.events[event.rawValue, default: EventHooks()].insert(hook, in: phase)
    }
    if replaced, phase == .plugin {
      report("plugin '\(hook.name)' has two hooks for '\(event)'; the second replaces the first")
    }
  }

  private func report(_ message: String) {
    state.withLock { $0.report }?(message)
  }
}
