import ExhibitSupport

/// What hook events are fired at: the plugins and callbacks, and the values that outlive an event.
///
/// An event runs in three phases: pre callbacks, plugin hooks, post callbacks. Inside a phase hooks run by
/// ``HookOrder``, then in order of registration. What a hook adds through its ``HookUpdate`` is seen by the phases after
/// its own, never by its siblings. A hook that throws stops nobody else; ``HookResult`` says who did.
public final class HookEngine: Sendable {
  struct State {
    var events = NameTable<EventHooks>() {
      didSet { last = nil }
    }
    /// Those of the event that was fired last, as most are that are fired often: to look them up takes longer.
    var last: EventHooks?
    var globals = HookValues()
    var registeredPlugins: [any Plugin.Type] = []
    var backgroundQueues: [BackgroundQueue] = []
    var report: (@Sendable (String) -> Void)?
    var reportFailures: [@Sendable (HookResult) -> Void] = []
    var checkArguments: (@Sendable (EventName, HookValues) -> Void)?
    var context: (@Sendable (() -> Void) -> Void)?
    var findSubject: (@Sendable (HookValues) -> (any HookSubject)?)?
    var isThreaded = false
    var isWatched = false
    /// To be called before the first event is watched.
    var startWatching: (@Sendable () -> Void)?
    /// The events that are being fired while somebody watches; one that is over keeps its place until another takes it.
    var running: [EventChain] = []
    var sightings = HookSightings()

    /// The hooks of an event that is fired.
    mutating func hooks(of event: EventName) -> EventHooks? {
      if let last, last.event == event { return last }
      last = events[event.rawValue]
      return last
    }

    func directHooks(for event: EventName) -> [DirectHook]? {
      guard let hooks = events[event.rawValue] else { return [] }
      if isThreaded, hooks.direct?.isEmpty == false { return nil }
      return hooks.direct
    }
  }

  let state = Locked(State())
  /// Whether there ever was a hook other than a default callback.
  let hasOwnHooks = AtomicFlag(false)
  /// Whether somebody looks at the values that events are fired with.
  let checksArguments = AtomicFlag(false)
  /// Whether there ever was a plugin whose hooks run in the background.
  let hasBackground = AtomicFlag(false)
  private let revisions = AtomicNumber(0)

  /// A number that is another one whenever other hooks would run.
  package var revision: Int { revisions.value }

  /// Creates an engine without hooks.
  public init() {}

  /// The values that live as long as the engine.
  public var globals: HookValues {
    state.withLock { $0.globals }
  }

  /// Sets a value that lives as long as the engine.
  public func setGlobal<Value>(_ key: ValueKey<Value>, to value: Value?) {
    let old = state.withLock { state in
      let old = state.globals
      state.globals[key] = value
      return old
    }
    withExtendedLifetime(old) {}
  }

  /// Whether the hooks of one phase and ``HookOrder`` run at the same time, on up to eleven threads.
  ///
  /// What they add is taken in in their order all the same.
  public var isThreaded: Bool {
    get { state.withLock { $0.isThreaded } }
    set {
      state.withLock { $0.isThreaded = newValue }
      _ = revisions.increment()
    }
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
    insert(Hook(name: name, order: order, action: .updating(body)), for: event, in: .pre)
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
    insert(Hook(name: name, order: order, action: .updating(body)), for: event, in: .post)
  }

  /// Takes a pre callback away.
  ///
  /// - Returns: Whether there was one of that name.
  @discardableResult
  public func removeCallback(before event: EventName, named name: String) -> Bool {
    remove(name, from: .pre, of: event)
  }

  /// Takes a post callback away.
  ///
  /// - Returns: Whether there was one of that name.
  @discardableResult
  public func removeCallback(after event: EventName, named name: String) -> Bool {
    remove(name, from: .post, of: event)
  }

  private func remove(_ name: String, from phase: HookPhase, of event: EventName) -> Bool {
    let (wasThere, old) = state.withLock { state in
      let old = state.events[event.rawValue]
      return (state.remove(name, from: phase, of: event.rawValue), old)
    }
    _ = revisions.increment()
    // What a hook holds may run code of its own at its end, and that may use this engine: not under its lock.
    withExtendedLifetime(old) {}
    return wasThere
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
  /// Hooks in the background see the values as they are when it is their turn; what they throw is reported later, and
  /// updates of theirs are errors. Up to 4096 events wait for an instance, more are refused.
  /// - Parameters:
  ///   - plugin: The instance.
  ///   - ident: Its name in this engine; an instance of the same ident gives way to it.
  ///   - inBackground: Whether its hooks run one after the other on a thread of their own, and nobody waits for them.
  public func add(_ plugin: any Plugin, ident: String, inBackground: Bool = false) {
    var hooks = PluginHooks()
    plugin.register(in: &hooks)
    if hasOwnHooks.isSet { remove(ident: ident) }
    let queue = inBackground ? BackgroundQueue(ident: ident) : nil
    if let queue {
      state.withLock { $0.backgroundQueues.append(queue) }
      hasBackground.exchange(true)
    }
    // By numbers, see `EventHooks.add`.
    for place in 0..<hooks.hooks.count {
      let hook = hooks.hooks[place]
      let direct = queue == nil ? hook.direct : nil
      insert(
        Hook(
          name: ident, order: hook.order, direct: direct, owner: hook.owner, skipsOwn: hook.skipsOwn, background: queue,
          action: hook.action),
        for: hook.event, in: .plugin)
    }
  }

  /// The events for which an instance of a plugin has hooks, sorted by name.
  package func events(of ident: String) -> [EventName] {
    let names = state.withLock { state in
      state.events.names { $0.plugin.contains { $0.name == ident } }
    }
    return names.sorted().map(EventName.init(rawValue:))
  }

  /// Takes an instance of a plugin away.
  public func remove(ident: String) {
    let old = state.withLock { state in
      let old = state.events
      for event in old.names() { _ = state.remove(ident, from: .plugin, of: event) }
      return old
    }
    _ = revisions.increment()
    withExtendedLifetime(old) {}
  }

  func insert(_ hook: Hook, for event: EventName, in phase: HookPhase) {
    if !hook.isDefault { hasOwnHooks.exchange(true) }
    let (replaced, old) = state.withLock { state in
      let old = state.events[event.rawValue] ?? EventHooks(of: event)
      let (hooks, hasReplaced) = old.inserting(hook, in: phase)
      state.events[event.rawValue] = hooks
      return (hasReplaced, old)
    }
    withExtendedLifetime(old) {}
    _ = revisions.increment()
    if replaced, phase == .plugin {
      report("plugin '\(hook.name)' has two hooks for '\(event)'; the second replaces the first")
    }
  }

  private func report(_ message: String) {
    state.withLock { $0.report }?(message)
  }
}

extension HookEngine.State {
  /// Takes a hook out.
  ///
  /// - Returns: Whether there was one of that name.
  fileprivate mutating func remove(_ name: String, from phase: HookPhase, of event: String) -> Bool {
    guard let hooks = events[event]?.removing(name, from: phase) else { return false }
    events[event] = hooks.isEmpty ? nil : hooks
    return true
  }
}
