/// What became of an event that was fired.
public struct HookResult: Sendable {
  /// The event's own values after all phases.
  public let locals: HookValues

  /// One outcome for every hook that ran, in order; those in the background have none here.
  public let outcomes: HookOutcomes

  /// Whether a hook threw.
  public var hasFailures: Bool { outcomes.hasFailures }

  /// The outcomes of the hooks that threw.
  public var failures: [HookOutcome] { outcomes.failures }
}

/// What became of one hook.
public struct HookOutcome: Sendable {
  /// The event.
  public let event: EventName

  /// The phase in which the hook ran.
  public let phase: HookPhase

  /// The callback's name, or the plugin's ident.
  public let hook: String

  /// What the hook threw, if it did.
  public let error: (any Error)?

  let nanoseconds: Int64

  /// How long it took.
  public var duration: Duration { .nanoseconds(nanoseconds) }
}
