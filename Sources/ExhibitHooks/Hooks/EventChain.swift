import ExhibitSupport

/// An event that is being fired, and the events around it, each fired by a hook of the one before.
final class EventChain: Sendable {
  /// The chain in this task, or on this thread where no task is.
  @TaskLocal static var current: EventChain?

  /// How many events may be inside of one another.
  static let limit = 16

  /// How many events may come from one: two hooks that each fire their own event double them with every level.
  static let innerLimit = 10_000

  /// How many events may each have enqueued the next, or have had it fired in the background.
  static let generationLimit = 100

  /// How many events may be fired at the same time, inside of one another or from different threads.
  ///
  /// A thread knows nothing of the event whose hook has started it: hooks that fire from threads of their own, and wait
  /// for them, are stopped by this alone.
  static let runningLimit = 1000

  /// The position of an event whose hooks have run.
  static let over = -1

  /// The position of an event whose hooks run on branches.
  static let branched = -2

  /// The hooks that run, for who looks at how far they are.
  let hooks: EventHooks
  let locals: HookValues
  /// What the event is about, as far as who fires it says so.
  let subject: (any HookSubject)?

  /// How many hooks have begun before the one that runs, or ``over``.
  ///
  /// The one thing about a running hook that is written down for each: who looks from outside keeps the time.
  let position = AtomicNumber(0)

  /// What the event that is fired outermost knows of what was enqueued.
  let queue = AtomicNumber(EventQueue.isEmpty)

  /// How many events have come from this one, if it is the first.
  private let inner = AtomicNumber(0)

  /// Where it has come from; nothing for the first event, as most are.
  private let lineage: EventLineage?

  /// An event inside of another, or the first one.
  init(
    _ hooks: EventHooks, _ locals: HookValues, about subject: (any HookSubject)? = nil,
    inside outer: EventChain?
  ) {
    self.hooks = hooks
    self.locals = locals
    self.subject = subject
    lineage = outer.map { outer in
      EventLineage(
        outer: outer, cause: outer.cause, outermost: outer.root, first: outer.first, depth: outer.depth + 1,
        generation: outer.generation)
    }
  }

  /// An event that another enqueued.
  init(_ hooks: EventHooks, _ locals: HookValues, after cause: EventChain) {
    self.hooks = hooks
    self.locals = locals
    subject = nil
    lineage = EventLineage(
      cause: cause, outermost: cause.root, first: cause.first, generation: cause.generation + 1)
  }

  /// One hook of an event, in the background.
  init(
    _ hook: Hook, of phase: HookPhase, inBackgroundOf cause: EventChain, about subject: (any HookSubject)?,
    _ locals: HookValues
  ) {
    hooks = .only(hook, in: phase, of: cause.event)
    self.locals = locals
    self.subject = subject
    lineage = EventLineage(cause: cause, first: cause.first, generation: cause.generation + 1)
  }

  /// One hook of an event, on a thread of its own.
  init(branchOf chain: EventChain, hook: Int) {
    hooks = chain.hooks
    locals = chain.locals
    subject = chain.subject
    lineage = EventLineage(
      outer: chain.outer, cause: chain.cause, outermost: chain.root, first: chain.first, depth: chain.depth,
      generation: chain.generation)
    position.set(hook)
  }

  /// The name of the event.
  var event: EventName { hooks.event }

  /// The event whose hook fires this one.
  var outer: EventChain? { lineage?.outer }

  /// The event that enqueued this one, or whose hook runs here in the background.
  var cause: EventChain? { lineage?.cause }

  /// The event from which all have come, whether inside, enqueued or in the background.
  private var first: EventChain { lineage?.first ?? self }

  /// How many events there are inside of one another, this one among them.
  var depth: Int { lineage?.depth ?? 1 }

  /// How many events have each enqueued the next, or had it fired in the background.
  var generation: Int { lineage?.generation ?? 0 }

  /// The event that nobody fired from a hook: what is enqueued runs after it.
  var root: EventChain { lineage?.outermost ?? self }

  /// Whether it may run: neither too deep nor one of too many that came from one event.
  var isAllowed: Bool {
    guard let lineage else { return true }
    return lineage.depth <= Self.limit && lineage.first.inner.increment() < Self.innerLimit
  }

  /// Whether its hooks may run in the background, where each event is behind the one that has caused it.
  var isBackgroundAllowed: Bool {
    generation < Self.generationLimit && first.inner.value < Self.innerLimit
  }

  /// Whether a hook of a plugin instance fires it, however far out.
  func isFired(byPlugin ident: String) -> Bool {
    var chain = outer
    while let around = chain {
      if let (hook, phase) = around.hooks.hook(at: around.position.value), phase == .plugin, hook.name == ident {
        return true
      }
      chain = around.outer
    }
    return false
  }

  /// The event around this one, or the one from which it has come.
  var origin: EventChain? { outer ?? cause }

  /// Whether all its hooks have run.
  var isOver: Bool { position.value == Self.over }
}
