import Exhibit

final class VaultPlugin: Plugin {
  static let name = "vault"

  init(ident: String, options: NoOptions) {}

  func register(in hooks: inout PluginHooks) {
    hooks.on(.redact) { _, update in
      update[.words] = ["a value from the vault"]
    }
  }
}
