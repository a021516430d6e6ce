import ExhibitHooks

/// A plugin whose one hook is a closure.
struct SamplePlugin: Plugin {
  static let name = "sample"

  private let hooks: [(event: EventName, order: HookOrder, body: HookBody)]

  init(ident: String, options: NoOptions) { hooks = [] }

  init(_ event: EventName = "event", order: HookOrder = .standard, _ body: @escaping HookBody) {
    hooks = [(event, order, body)]
  }

  func register(in registration: inout PluginHooks) {
    for hook in hooks { registration.on(hook.event, order: hook.order, updating: hook.body) }
  }
}
