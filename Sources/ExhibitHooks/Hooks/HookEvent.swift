/// What a hook receives: the event's name and the values that it carries.
public struct HookEvent: Sendable {
  /// The name of the event.
  public let name: EventName

  /// The name of the hook that receives this: a callback's name, or a plugin's ident.
  public let hook: String

  /// The values of this event; they end with it.
  public let locals: HookValues

  /// The values that live as long as the engine.
  public let globals: HookValues

  /// The value of a key; a local one wins over a global one.
  ///
  /// - Throws: ``HookError`` with the code ``HookError/Code-swift.struct/missingValue`` or
  ///   ``HookError/Code-swift.struct/wrongType``, which names hook, event and key. Left uncaught it stops this hook only.
  public subscript<Value>(key: ValueKey<Value>) -> Value {
    get throws {
      guard let value = self[named: key.name] else {
        throw HookError(
          code: .missingValue,
          message: "hook '\(hook)' for event '\(name)' needs the value '\(key.name)', which the event does not carry"
        )
      }
      guard let typed = value as? Value else {
        throw HookError(
          code: .wrongType,
          message: """
            hook '\(hook)' for event '\(name)' needs the value '\(key.name)' as \(Value.self), \
            but it is \(type(of: value))
            """
        )
      }
      return typed
    }
  }

  /// The value of a key, or `nil` if the event carries none of that type.
  public subscript<Value>(ifPresent key: ValueKey<Value>) -> Value? {
    self[named: key.name] as? Value
  }

  /// The value of a name, whatever its type; a local one wins over a global one.
  public subscript(named name: String) -> (any Sendable)? {
    locals[named: name] ?? globals[named: name]
  }
}
