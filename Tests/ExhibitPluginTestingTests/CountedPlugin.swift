import ExhibitCore
import ExhibitHooks

/// Logs a line for each test.
final class CountedPlugin: Plugin {
  static let name = "counted"

  init(ident: String, options: NoOptions) {}

  func register(in hooks: inout PluginHooks) {
    hooks.on(.startTest) { _ in TestEvidence.current.log("counted") }
  }
}
