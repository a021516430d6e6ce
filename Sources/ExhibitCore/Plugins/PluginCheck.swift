package import ExhibitHooks
import ExhibitSupport

/// What can be told of the plugins of a configuration without the process of the tests.
package struct PluginCheck: Sendable {
  /// A plugin that comes with Exhibit.
  package struct BuiltIn: Sendable, Hashable {
    package let name: String
    /// Its options as a configuration spells them, with their defaults.
    package let options: [String]
  }

  /// Mistakes in the options of plugins that are known here.
  package private(set) var mistakes: [ConfigurationDiagnostic] = []

  /// Names that only the process of the tests can resolve.
  package private(set) var unchecked: [String] = []

  /// The types of those that come with Exhibit.
  package static let builtInTypes = PluginLoader.builtIn

  /// Those that come with Exhibit.
  package static let builtIn = PluginLoader.builtIn.map { BuiltIn(name: $0.name, options: options(of: $0)) }

  /// Looks at the entries that are enabled.
  package init(_ configuration: LoadedConfiguration) {
    for entry in configuration.settings.plugins where entry.isEnabled {
      if let type = PluginLoader.builtIn.first(where: { $0.name == entry.plugin }) {
        if let mistake = PluginLoader.backgroundMistake(in: entry, of: type, file: configuration.file) {
          mistakes.append(mistake)
        }
        mistakes += Self.mistakes(in: entry, of: type, file: configuration.file)
      } else if !entry.plugin.contains("."),
        let nearest = NearestSpelling.nearest(to: entry.plugin, among: PluginLoader.builtIn.map { $0.name })
      {
        mistakes.append(
          entry.placed(
            ConfigurationDiagnostic(
              "no plugin \(entry.plugin.quoted) comes with Exhibit", severity: .warning, file: configuration.file,
              position: entry.node?.position ?? .start,
              path: entry.variables["plugin"] == nil ? entry.path : entry.path.appending(key: "plugin"),
              suggestion: "did you mean '\(nearest)'? If the tests register one of that name, all is well")))
      } else {
        unchecked.append(entry.plugin)
      }
    }
    if let setup = configuration.settings.setup { unchecked.append(setup.className) }
  }

  private static func mistakes<P: Plugin>(
    in entry: RunSettings.PluginEntry, of type: P.Type, file: String
  ) -> [ConfigurationDiagnostic] {
    do {
      return try PluginLoader.options(of: type, entry, file: file).unusedKeys
    } catch let diagnostic as ConfigurationDiagnostic {
      return [diagnostic]
    } catch {
      return [
        ConfigurationDiagnostic(
          "\(error)", file: file, position: entry.node?.position ?? .start, path: entry.path)
      ]
    }
  }

  private static func options<P: Plugin>(of type: P.Type) -> [String] {
    let defaults = (P.Options.self as? any PluginOptions.Type)?.defaults ?? [:]
    return defaults.map { "\(SnakeCase.snake($0.key)) = \($0.value)" }.sorted()
  }
}
