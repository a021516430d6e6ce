/// What became of the hooks of an event, in the order in which they ran.
///
/// It has a time for each hook, and errors; what else an outcome says is that of the hook, and put together when it is
/// asked for.
public struct HookOutcomes: RandomAccessCollection, Sendable {
  private struct Mark {
    /// How many hooks of the event are before it.
    let position: Int
    let nanoseconds: Int64
  }

  private struct Failure {
    let index: Int
    let error: any Error
  }

  private let hooks: EventHooks
  private var marks: [Mark] = []
  private var errors: [Failure] = []

  /// None at all.
  static let none = HookOutcomes(of: EventHooks.none)

  /// None yet, of an event.
  init(of hooks: EventHooks) {
    self.hooks = hooks
    marks.reserveCapacity(hooks.count)
  }

  /// That of one hook.
  init(of hook: Hook, in phase: HookPhase, at event: EventName, error: (any Error)?, nanoseconds: Int64) {
    hooks = .only(hook, in: phase, of: event)
    add(position: 0, error: error, nanoseconds: nanoseconds)
  }

  /// Adds the next.
  @inline(__always)
  mutating func add(position: Int, error: (any Error)?, nanoseconds: Int64) {
    if let error { errors.append(Failure(index: marks.count, error: error)) }
    marks.append(Mark(position: position, nanoseconds: nanoseconds))
  }

  /// Whether a hook threw.
  var hasFailures: Bool { !errors.isEmpty }

  /// Those of the hooks that threw.
  var failures: [HookOutcome] { errors.map { self[$0.index] } }

  /// The place of the first, 0.
  public var startIndex: Int { 0 }

  /// How many there are.
  public var endIndex: Int { marks.count }

  /// What became of the hook that ran at a place.
  public subscript(index: Int) -> HookOutcome {
    let mark = marks[index]
    let found = hooks.hook(at: mark.position)
    return HookOutcome(
      event: hooks.event, phase: found?.phase ?? .plugin, hook: found?.hook.name ?? "",
      error: errors.first { $0.index == index }?.error, nanoseconds: mark.nanoseconds)
  }
}
