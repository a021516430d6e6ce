import ExhibitHooks
import Foundation

/// Finds the classes that set a run up, and runs each once.
enum RunSetupLoader {
  static func run(configuration: LoadedConfiguration, modules: [String], engine: HookEngine) {
    var seen: Set<String> = []
    var names = modules.filter { seen.insert($0).inserted }.map { $0 + ".ExhibitSetup" }
    if let configured = configuration.settings.setup, !names.contains(configured) {
      if NSClassFromString(configured) == nil {
        Diagnostics.shared.say(
          "setup: there is no class '\(configured)' in this process; write it as 'Module.Class'")
      }
      names.append(configured)
    }
    for name in names {
      guard let found = NSClassFromString(name) else { continue }
      guard let setup = found as? any RunSetup.Type else {
        Diagnostics.shared.say("class '\(name)' is not run: it does not conform to RunSetup")
        continue
      }
      do {
        try setup.setUp(engine)
      } catch {
        Diagnostics.shared.say("\(name).setUp failed: \(error)")
      }
    }
  }
}
