import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import Foundation

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
      if type(named: configured.className) == nil {
        let diagnostic = ConfigurationDiagnostic(
          "there is no class \(DiagnosticText.quoted(configured.className)) in this process", file: configuration.file,
          position: configured.position, path: .root.appending(key: "setup"), suggestion: "write it as 'Module.Class'")
        Diagnostics.shared.say("\(diagnostic)")
      }
      names.append(configured.className)
    }
    for name in names {
      guard let found = type(named: name) else { continue }
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

  /// A class by `Module.Class`, which in most processes is not there.
  ///
  /// `NSClassFromString` asks the runtime the same, after a tenth of a millisecond of work on strings.
  private static func type(named name: String) -> AnyClass? {
    let module = name.part(beforeFirst: ".")
    guard name.isPrintableASCII, let type = name.part(behindFirst: "."), type.part(behindFirst: ".") == nil else {
      return NSClassFromString(name)
    }
    var (wantedModule, wantedType) = (module, type)
    let mayBeThere = wantedModule.withUTF8 { module in
      wantedType.withUTF8 { exhibit_may_have_class(exhibit_text(module), exhibit_text($0)) }
    }
    guard mayBeThere else { return nil }
    return _typeByName("\(module.utf8.count)\(module)\(type.utf8.count)\(type)C") as? AnyClass
  }
}
