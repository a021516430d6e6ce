/// The hooks of one event, each phase in the order in which it runs.
///
/// It never changes, so that a look at it, while it is replaced by another, costs one reference.
final class EventHooks: Sendable {
  static let none = EventHooks(of: "")

  /// One hook alone.
  static func only(_ hook: Hook, in phase: HookPhase, of event: EventName) -> EventHooks {
    EventHooks(of: event).with([hook], as: phase)
  }

  let event: EventName
  let pre: [Hook]
  let plugin: [Hook]
  let post: [Hook]

  /// What ``allDirect(pre:plugin:post:)`` says.
  let direct: [DirectHook]?

  /// What looks at updates before they are taken in, if a pre callback brings it.
  let check: UpdateCheck?

  init(of event: EventName, pre: [Hook] = [], plugin: [Hook] = [], post: [Hook] = []) {
    self.event = event
    self.pre = pre
    self.plugin = plugin
    self.post = post
    direct = Self.allDirect(pre: pre, plugin: plugin, post: post)
    var check: UpdateCheck?
    // By numbers, see `add`.
    for place in 0..<pre.count { check = check ?? pre[place].check }
    self.check = check
  }

  var count: Int { pre.count + plugin.count + post.count }

  var isEmpty: Bool { pre.isEmpty && plugin.isEmpty && post.isEmpty }

  /// The hook that has a number of others before it, over all phases.
  func hook(at position: Int) -> (hook: Hook, phase: HookPhase)? {
    guard position >= 0 else { return nil }
    if position < pre.count { return (pre[position], .pre) }
    if position < pre.count + plugin.count { return (plugin[position - pre.count], .plugin) }
    if position < count { return (post[position - pre.count - plugin.count], .post) }
    return nil
  }

  private func hooks(of phase: HookPhase) -> [Hook] {
    switch phase {
    case .pre: pre
    case .plugin: plugin
    case .post: post
    }
  }

  private func with(_ hooks: [Hook], as phase: HookPhase) -> EventHooks {
    EventHooks(
      of: event, pre: phase == .pre ? hooks : pre, plugin: phase == .plugin ? hooks : plugin,
      post: phase == .post ? hooks : post)
  }

  /// These hooks with one more in its place; one of the same name gives way, and its place is kept when the order is the
  /// same.
  ///
  /// - Returns: The hooks, and whether one of that name was replaced.
  func inserting(_ hook: Hook, in phase: HookPhase) -> (hooks: EventHooks, hasReplaced: Bool) {
    var hooks = hooks(of: phase)
    // The usual case, of which a process begins with a dozen.
    if hooks.count == 0 { return (with([hook], as: phase), false) }
    let old = hooks.firstIndex { $0.name == hook.name }
    if let old, hooks[old].order == hook.order {
      hooks[old] = hook
    } else {
      if let old { hooks.remove(at: old) }
      hooks.insert(hook, at: hooks.firstIndex { $0.order > hook.order } ?? hooks.endIndex)
    }
    return (with(hooks, as: phase), old != nil)
  }

  /// These hooks without one.
  ///
  /// - Returns: `nil` if there is none of that name.
  func removing(_ name: String, from phase: HookPhase) -> EventHooks? {
    let hooks = hooks(of: phase)
    let left = hooks.filter { $0.name != name }
    return left.count < hooks.count ? with(left, as: phase) : nil
  }
}
