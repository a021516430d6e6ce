import ExhibitHooks
import ExhibitRecord
import ExhibitSupport

/// Finds the classes that set a run up, and runs each once.
enum RunSetupLoader {
  static func run(configuration: LoadedConfiguration, modules: [String], engine: HookEngine) {
    var names: [String] = []
    for module in modules {
      let name = module + ".ExhibitSetup"
      // The tests of a module stand together.
      if names.last != name, !names.contains(name) { names.append(name) }
    }
    if let configured = configuration.settings.setup, !names.contains(configured.className) {
      if ClassName.type(named: configured.className) == nil {
        let diagnostic = ConfigurationDiagnostic(
          "there is no class \(DiagnosticText.quoted(configured.className)) in this process", file: configuration.file,
          position: configured.position, path: .root.appending(key: "setup"), suggestion: "write it as 'Module.Class'")
        Diagnostics.shared.say("\(diagnostic)")
      }
      names.append(configured.className)
    }
    for name in names {
      guard let found = ClassName.type(named: name) else { continue }
      guard let setup = found as? any RunSetup.Type else {
        Diagnostics.shared.say("class '\(name)' is not run: it does not conform to RunSetup")
        continue
      }
      do {
        try engine.watching(name, at: "setUp") { try setup.setUp(engine) }
      } catch {
        Diagnostics.shared.say("\(name).setUp failed: \(ErrorText.of(error))")
      }
    }
  }
}
