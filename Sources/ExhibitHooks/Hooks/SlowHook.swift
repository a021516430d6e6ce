/// A hook that has been running for long and still runs.
package struct SlowHook: Sendable {
  /// The event.
  package let event: EventName
  /// The phase.
  package let phase: HookPhase
  /// The callback's name, or the plugin's ident.
  package let hook: String
  /// The event's own values when it was fired.
  package let locals: HookValues
  /// For how long it has been seen running; it may have begun a little earlier.
  package let time: Duration
}
