import Exhibit
import Foundation

/// Adds a plugin that knows a secret, if `BEHAVIOUR_SECRET_OF_PLUGIN` holds one.
final class ExhibitSetup: RunSetup {
  static func setUp(_ hooks: HookEngine) throws {
    hooks.register(SecretPlugin.self)
  }
}

/// Knows one more secret than the configuration.
final class SecretPlugin: Plugin {
  static let name = "secret"

  init(ident: String, options: NoOptions) {}

  func register(in hooks: inout PluginHooks) {
    hooks.on(.redact) { _, update in
      update[.words] = ProcessInfo.processInfo.environment["BEHAVIOUR_SECRET_OF_PLUGIN"].map { [$0] }
    }
  }
}
