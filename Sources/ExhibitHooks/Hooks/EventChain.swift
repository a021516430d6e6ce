import ExhibitSupport

/// An event that is being fired, and the events around it, each fired by a hook of the one before.
final class EventChain: Sendable {
  /// The chain in this task, or on this thread where no task is.
  @TaskLocal static var current: EventChain?

  /// How many events may be inside of one another.
  static let limit = 16

  /// How many events may come from one: two hooks that each fire their own event double them with every level.
  static let innerLimit = 10_000

  /// How many events may each have enqueued the next.
  static let generationLimit = 100

  /// The position of an event whose hooks have run.
  static let over = -1

  /// The position of an event whose hooks run on branches.
  static let branched = -2

  let event: EventName
  /// The hooks that run, for who looks at how far they are.
  let hooks: EventHooks
  let locals: HookValues

  /// How many events there are, this one among them.
  let depth: Int

  /// How many hooks have begun before the one that runs, or ``over``.
  ///
  /// The one thing about a running hook that is written down for each: who looks from outside keeps the time.
  let position = AtomicNumber(0)

  /// What the event that is fired outermost knows of what was enqueued.
  let queue = AtomicNumber(EventQueue.isEmpty)

  /// How many events have come from this one, if it is the outermost.
  private let inner = AtomicNumber(0)

  private let outer: EventChain?
  /// The event that enqueued this one, and how many did so before it.
  private let cause: EventChain?
  let generation: Int
  private let outermost: EventChain?

  /// An event inside of another, or the first one.
  init(_ event: EventName, _ hooks: EventHooks, _ locals: HookValues, inside outer: EventChain?) {
    self.event = event
    self.hooks = hooks
    self.locals = locals
    self.outer = outer
    depth = outer.map { $0.depth + 1 } ?? 1
    cause = outer?.cause
    generation = outer?.generation ?? 0
    outermost = outer?.root
  }

  /// An event that another enqueued.
  init(_ event: EventName, _ hooks: EventHooks, _ locals: HookValues, after cause: EventChain) {
    self.event = event
    self.hooks = hooks
    self.locals = locals
    outer = nil
    depth = 1
    self.cause = cause
    generation = cause.generation + 1
    outermost = cause.root
  }

  /// One hook of an event, on a thread of its own.
  init(branchOf chain: EventChain, hook: Int) {
    event = chain.event
    hooks = chain.hooks
    locals = chain.locals
    outer = chain.outer
    depth = chain.depth
    cause = chain.cause
    generation = chain.generation
    outermost = chain.root
    position.set(hook)
  }

  /// The event that nobody fired from a hook: what is enqueued runs after it.
  var root: EventChain { outermost ?? self }

  /// Whether it may run: neither too deep nor one of too many that came from one event.
  var isAllowed: Bool {
    if depth > Self.limit { return false }
    guard let outermost else { return true }
    return outermost.inner.increment() < Self.innerLimit
  }

  /// Whether all its hooks have run.
  var isOver: Bool { position.value == Self.over }

  /// The names, from the outermost in.
  private var events: [String] { (outer?.events ?? []) + [event.rawValue] }

  /// The names, from the first that enqueued another.
  private var causes: [String] { (cause?.causes ?? []) + [event.rawValue] }

  /// The result of an event that is not fired inside of this one, since hooks that fire one another would not come to an
  /// end.
  func refusal(of event: EventName, _ locals: HookValues) -> HookResult {
    let names = (events + [event.rawValue]).joined(separator: " > ")
    return refusal(of: event, locals, "events fire one another without end: \(names)")
  }

  /// The result of an event that is not enqueued.
  func queueRefusal(of event: EventName, _ locals: HookValues) -> HookResult {
    let names = causes + [event.rawValue]
    let shown = (names.count > Self.limit ? ["…"] : []) + names.suffix(Self.limit)
    return refusal(of: event, locals, "events enqueue one another without end: \(shown.joined(separator: " > "))")
  }

  private func refusal(of event: EventName, _ locals: HookValues, _ message: String) -> HookResult {
    HookResult(
      locals: locals,
      outcomes: [
        HookOutcome(
          event: event, phase: .pre, hook: firing, error: HookError(code: .tooDeep, message: message),
          nanoseconds: 0)
      ], hasFailures: true)
  }

  /// Who fires or enqueues: the hook that runs.
  private var firing: String { hooks.hook(at: position.value)?.hook.name ?? "engine" }
}
