import Exhibit

/// A plugin that no code registers: a configuration names its class.
final class UnregisteredPlugin: Plugin {
  static let name = "unregistered"

  private let ident: String

  init(ident: String, options: NoOptions) {
    self.ident = ident
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on(.startTest) { [ident] event in Journal.write("\(ident) \(event.name) \(try event[.testName])") }
  }
}
