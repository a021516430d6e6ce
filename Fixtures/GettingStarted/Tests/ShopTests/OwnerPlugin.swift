import Exhibit

final class OwnerPlugin: Plugin {
  struct Options: PluginOptions {
    var owners: [String: String] = [:]
  }

  static let name = "owner"

  private let owners: [String: String]

  init(ident: String, options: Options) {
    owners = options.owners
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on(.finishTest) { [owners] event in
      guard let owner = owners[try event[.area]] else { return }
      TestEvidence.current.save("\(owner)\n", as: "owner")
    }
  }
}
