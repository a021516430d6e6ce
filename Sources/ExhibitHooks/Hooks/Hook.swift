/// The body of a hook: reads the event, adds values for later phases, may throw without harm to the others.
public typealias HookBody = @Sendable (_ event: HookEvent, _ update: inout HookUpdate) throws -> Void

/// One hook as the engine keeps it.
struct Hook: Sendable {
  let name: String
  let order: HookOrder
  /// Whether it came with Exhibit and alone is no reason to fire.
  var isDefault = false
  /// What it does where values are not needed, if it can.
  var direct: DirectBody?
  let body: HookBody
}

/// The hooks of one event, each phase in the order in which it runs.
struct EventHooks: Sendable {
  var pre: [Hook] = []
  var plugin: [Hook] = []
  var post: [Hook] = []

  /// What ``allDirect()`` says.
  private(set) var direct: [DirectHook]? = []

  var count: Int { pre.count + plugin.count + post.count }

  var isEmpty: Bool { pre.isEmpty && plugin.isEmpty && post.isEmpty }

  subscript(phase: HookPhase) -> [Hook] {
    get {
      switch phase {
      case .pre: pre
      case .plugin: plugin
      case .post: post
      }
    }
    set {
      switch phase {
      case .pre: pre = newValue
      case .plugin: plugin = newValue
      case .post: post = newValue
      }
    }
  }

  /// Puts a hook in its place; one of the same name gives way, and its place is kept when the order is the same.
  ///
  /// - Returns: Whether a hook of that name was replaced.
  mutating func insert(_ hook: Hook, in phase: HookPhase) -> Bool {
    var hooks = self[phase]
    defer {
      self[phase] = hooks
      direct = allDirect()
    }
    if let index = hooks.firstIndex(where: { $0.name == hook.name }) {
      if hooks[index].order == hook.order {
        hooks[index] = hook
        return true
      }
      hooks.remove(at: index)
      hooks.insert(hook, at: hooks.firstIndex { $0.order > hook.order } ?? hooks.endIndex)
      return true
    }
    hooks.insert(hook, at: hooks.firstIndex { $0.order > hook.order } ?? hooks.endIndex)
    return false
  }

  /// Takes a hook out.
  ///
  /// - Returns: Whether there was one of that name.
  mutating func remove(named name: String, from phase: HookPhase) -> Bool {
    let count = self[phase].count
    self[phase].removeAll { $0.name == name }
    direct = allDirect()
    return self[phase].count < count
  }
}
