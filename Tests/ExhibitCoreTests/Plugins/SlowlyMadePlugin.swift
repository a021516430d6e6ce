import ExhibitHooks
import ExhibitRecord
import Foundation

/// A plugin whose initialiser blocks until the record says that it takes long; found by its class.
final class SlowlyMadePlugin: Plugin {
  struct Options: PluginOptions {
    var events = ""
  }

  static let name = "slowly_made"

  init(ident: String, options: Options) {
    for _ in 0..<2000 {
      let texts = FileSystem.names(in: options.events).compactMap { FileSystem.text(of: options.events + "/" + $0) }
      if texts.contains(where: { $0.contains("exhibitHookSlow") }) { return }
      usleep(10_000)
    }
  }

  func register(in hooks: inout PluginHooks) {}
}
