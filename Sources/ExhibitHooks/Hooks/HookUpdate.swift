/// The values that a hook adds for the phases after its own.
public struct HookUpdate: Sendable {
  /// Values that end with the event.
  public var locals = HookValues()

  /// Values that live as long as the engine.
  public var globals = HookValues()

  var isEmpty: Bool { locals.isEmpty && globals.isEmpty }

  /// Creates an empty update.
  public init() {}

  /// A local value, which is where most updates go.
  public subscript<Value>(key: ValueKey<Value>) -> Value? {
    get { locals[key] }
    set { locals[key] = newValue }
  }
}
