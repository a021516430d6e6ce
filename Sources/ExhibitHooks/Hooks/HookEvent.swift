/// What a hook receives: the event's name and the values that it carries.
public struct HookEvent: Sendable {
  let chain: EventChain
  /// How many hooks of the event come before the one that receives this.
  var position: Int

  /// The values of this event; they end with it.
  public let locals: HookValues

  /// The values that live as long as the engine.
  public let globals: HookValues

  init(_ chain: EventChain, position: Int, locals: HookValues, globals: HookValues) {
    self.chain = chain
    self.position = position
    self.locals = locals
    self.globals = globals
  }

  /// The name of the event.
  public var name: EventName { chain.event }

  /// The name of the hook that receives this: a callback's name, or a plugin's ident.
  public var hook: String { chain.hooks.hook(at: position)?.hook.name ?? "" }

  /// The value of a key; a local one wins over a global one.
  ///
  /// - Throws: ``HookError`` with the code ``HookError/Code-swift.struct/missingValue`` or
  ///   ``HookError/Code-swift.struct/wrongType``, which names hook, event and key. Left uncaught it stops this hook only.
  @inlinable
  public subscript<Value>(key: ValueKey<Value>) -> Value {
    get throws {
      if let value = self[ifPresent: key] { return value }
      throw error(for: key.name, as: Value.self)
    }
  }

  @usableFromInline
  func error(for key: String, as type: Any.Type) -> HookError {
    guard let value = self[named: key] else {
      return HookError(
        code: .missingValue,
        message: "hook '\(hook)' for event '\(name)' needs the value '\(key)', which the event does not carry")
    }
    return HookError(
      code: .wrongType,
      message: """
        hook '\(hook)' for event '\(name)' needs the value '\(key)' as \(type), \
        but it is \(Swift.type(of: value))
        """)
  }

  /// The value of a key, or `nil` if the event carries none of that type.
  @inlinable
  public subscript<Value>(ifPresent key: ValueKey<Value>) -> Value? {
    if let index = locals.index(of: key.name) { return locals.value(at: index, as: Value.self) }
    return globals.index(of: key.name).flatMap { globals.value(at: $0, as: Value.self) }
  }

  /// The value of a name, whatever its type; a local one wins over a global one.
  public subscript(named name: String) -> (any Sendable)? {
    if let value = locals[named: name] { return value }
    return globals.isEmpty ? nil : globals[named: name]
  }
}
