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

  let event: EventName
  /// The hooks that run, for who looks at how far they are.
  let hooks: EventHooks
  let locals: HookValues
  /// What the event is about, as far as who fires it says so.
  let subject: (any HookSubject)?

  /// How many events there are, this one among them.
  let depth: Int

  /// How many hooks have begun before the one that runs, or ``over``.
  ///
  /// The one thing about a running hook that is written down for each: who looks from outside keeps the time.
  let position = AtomicNumber(0)

  /// What the event that is fired outermost knows of what was enqueued.
  let queue = AtomicNumber(EventQueue.isEmpty)

  /// How many events have come from this one, if it is the first.
  private let inner = AtomicNumber(0)

  private let outer: EventChain?
  /// The event that enqueued this one, or whose hook runs here in the background, and how many did so before it.
  private let cause: EventChain?
  let generation: Int
  private let outermost: EventChain?
  /// The event from which all have come, whether inside, enqueued or in the background; nothing for that one.
  private let first: EventChain?

  /// An event inside of another, or the first one.
  init(
    _ event: EventName, _ hooks: EventHooks, _ locals: HookValues, about subject: (any HookSubject)? = nil,
    inside outer: EventChain?
  ) {
    self.event = event
    self.hooks = hooks
    self.locals = locals
    self.subject = subject
    self.outer = outer
    depth = outer.map { $0.depth + 1 } ?? 1
    cause = outer?.cause
    generation = outer?.generation ?? 0
    outermost = outer?.root
    first = outer.map { $0.first ?? $0 }
  }

  /// An event that another enqueued.
  init(_ event: EventName, _ hooks: EventHooks, _ locals: HookValues, after cause: EventChain) {
    self.event = event
    self.hooks = hooks
    self.locals = locals
    subject = nil
    outer = nil
    depth = 1
    self.cause = cause
    generation = cause.generation + 1
    outermost = cause.root
    first = cause.first ?? cause
  }

  /// One hook of an event, in the background.
  init(_ hook: Hook, of phase: HookPhase, inBackgroundOf cause: EventChain, _ locals: HookValues) {
    event = cause.event
    hooks = .only(hook, in: phase)
    self.locals = locals
    subject = cause.subject
    outer = nil
    depth = 1
    self.cause = cause
    generation = cause.generation + 1
    outermost = nil
    first = cause.first ?? cause
  }

  /// One hook of an event, on a thread of its own.
  init(branchOf chain: EventChain, hook: Int) {
    event = chain.event
    hooks = chain.hooks
    locals = chain.locals
    subject = chain.subject
    outer = chain.outer
    depth = chain.depth
    cause = chain.cause
    generation = chain.generation
    outermost = chain.root
    first = chain.first ?? chain
    position.set(hook)
  }

  /// The event that nobody fired from a hook: what is enqueued runs after it.
  var root: EventChain { outermost ?? self }

  /// Whether it may run: neither too deep nor one of too many that came from one event.
  var isAllowed: Bool {
    if depth > Self.limit { return false }
    guard let first else { return true }
    return first.inner.increment() < Self.innerLimit
  }

  /// Whether its hooks may run in the background, where each event is behind the one that has caused it.
  var isBackgroundAllowed: Bool {
    generation < Self.generationLimit && (first.map { $0.inner.value < Self.innerLimit } ?? true)
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

  /// The error of a hook that does not run in the background.
  func backgroundRefusal(of hook: String) -> HookError {
    HookError(
      code: .tooDeep,
      message:
        "plugin '\(hook)' did not get an event: hooks in the background fire one another without end: \(shown(causes))")
  }

  /// The result of an event that is not enqueued.
  func queueRefusal(of event: EventName, _ locals: HookValues) -> HookResult {
    refusal(of: event, locals, "events enqueue one another without end: \(shown(causes + [event.rawValue]))")
  }

  private func shown(_ names: [String]) -> String {
    ((names.count > Self.limit ? ["…"] : []) + names.suffix(Self.limit)).joined(separator: " > ")
  }

  /// The result of an event that is not fired because too many are.
  ///
  /// - Parameter running: Those that are; the hook in which most of them are is named.
  /// - Returns: The result.
  func refusal(among running: [EventChain]) -> HookResult {
    position.set(Self.over)
    var counts: [String: (event: EventName, hook: String, count: Int)] = [:]
    for chain in running {
      guard let hook = chain.hooks.hook(at: chain.position.value)?.hook.name else { continue }
      counts["\(hook) \(chain.event)", default: (chain.event, hook, 0)].count += 1
    }
    let most = counts.values.max { $0.count < $1.count }
    let name = most.map { "hook '\($0.hook)' at '\($0.event)'" } ?? "'\(event)'"
    return refusal(
      of: event, locals, "\(running.count) events are being fired at once, most of them from \(name): without end",
      hook: most?.hook)
  }

  private func refusal(
    of event: EventName, _ locals: HookValues, _ message: String, hook: String? = nil
  ) -> HookResult {
    HookResult(
      locals: locals,
      outcomes: [
        HookOutcome(
          event: event, phase: .pre, hook: hook ?? firing, error: HookError(code: .tooDeep, message: message),
          nanoseconds: 0)
      ], hasFailures: true)
  }

  /// Who fires or enqueues: the hook that runs.
  private var firing: String { hooks.hook(at: position.value)?.hook.name ?? "engine" }
}
