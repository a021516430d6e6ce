/// The hooks of one plugin instance, while it registers them.
public struct PluginHooks: Sendable {
  struct Registration: Sendable {
    let event: EventName
    let order: HookOrder
    var direct: DirectBody?
    var owner: (any HookSubject)?
    var skipsOwn = false
    let action: HookAction
  }

  var hooks: [Registration] = []

  /// Creates an empty set of hooks.
  public init() {}

  /// Adds a hook that reads the event.
  ///
  /// - Parameters:
  ///   - event: The event; a plugin has one hook for each, a second one replaces the first and is reported.
  ///   - order: Its place among the hooks of the plugins.
  ///   - body: What it does.
  public mutating func on(
    _ event: EventName, order: HookOrder = .standard, _ body: @escaping @Sendable (HookEvent) throws -> Void
  ) {
    hooks.append(Registration(event: event, order: order, action: .reading(body)))
  }

  /// Adds a hook that reads the event, or does without its values where nobody needs them.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - order: Its place among the hooks of the plugins.
  ///   - owner: By what somebody knows the hook who can do the same without it.
  ///   - body: What it does.
  ///   - direct: What it does without values.
  package mutating func on(
    _ event: EventName, order: HookOrder = .standard, owner: (any HookSubject)? = nil,
    values body: @escaping @Sendable (HookEvent) throws -> Void, direct: @escaping DirectBody
  ) {
    hooks.append(
      Registration(event: event, order: order, direct: direct, owner: owner, action: .reading(body)))
  }

  /// Adds a hook that reads the event, unless a hook of the same plugin instance has fired it.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - body: What it does.
  package mutating func onOthers(_ event: EventName, _ body: @escaping @Sendable (HookEvent) throws -> Void) {
    hooks.append(Registration(event: event, order: .standard, skipsOwn: true, action: .reading(body)))
  }

  /// Adds a hook that reads the event and adds values for the post callbacks.
  ///
  /// - Parameters:
  ///   - event: The event; a plugin has one hook for each, a second one replaces the first and is reported.
  ///   - order: Its place among the hooks of the plugins.
  ///   - body: What it does.
  public mutating func on(
    _ event: EventName, order: HookOrder = .standard,
    updating body: @escaping @Sendable (HookEvent, inout HookUpdate) throws -> Void
  ) {
    hooks.append(Registration(event: event, order: order, action: .updating(body)))
  }
}
