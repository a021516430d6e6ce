/// The body of a hook: reads the event, adds values for later phases, may throw without harm to the others.
public typealias HookBody = @Sendable (_ event: HookEvent, _ update: inout HookUpdate) throws -> Void

/// Is given each update of an event's hooks before it is taken in, with the name of the hook, and may change it.
package typealias UpdateCheck = @Sendable (_ hook: String, _ update: inout HookUpdate) -> Void

/// One hook as the engine keeps it.
struct Hook: Sendable {
  let name: String
  let order: HookOrder
  /// Whether it came with Exhibit and alone is no reason to fire.
  var isDefault = false
  /// What it does where values are not needed, if it can.
  var direct: DirectBody?
  /// By what somebody knows it who can do the same without it.
  var owner: (any HookSubject)?
  /// Whether it is left out of events that its own plugin instance fires, however far out.
  var skipsOwn = false
  /// What looks at the updates of all hooks of the event.
  var check: UpdateCheck?
  /// Where it runs if not on the thread that fires.
  var background: BackgroundQueue?
  let action: HookAction
}

/// What a hook does, as it was given: a closure around it would cost each call a detour.
enum HookAction: Sendable {
  case reading(@Sendable (HookEvent) throws -> Void)
  case updating(HookBody)

  @inline(__always)
  func callAsFunction(_ event: HookEvent, _ update: inout HookUpdate) throws {
    switch self {
    case .reading(let body): try body(event)
    case .updating(let body): try body(event, &update)
    }
  }
}
