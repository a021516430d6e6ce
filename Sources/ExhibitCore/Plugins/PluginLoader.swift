import ExhibitHooks
import ExhibitRecord
import ExhibitSupport

/// Makes the instances of plugins that the configuration and the code ask for.
struct PluginLoader {
  let engine: HookEngine
  let configuration: LoadedConfiguration
  let hasRecord: Bool
  let outputUse: OutputUse

  /// Those that come with Exhibit.
  static let builtIn: [any Plugin.Type] = [
    LogPlugin.self, OutputPlugin.self, CommandPlugin.self, TailPlugin.self, RedactPlugin.self, PostResultPlugin.self,
  ]

  /// What is said of an instance that cannot work in the background, and does not: what it looks at has changed by then,
  /// or its hooks have values for others.
  static func backgroundMistake(
    in entry: RunSettings.PluginEntry, of type: any Plugin.Type, file: String
  ) -> ConfigurationDiagnostic? {
    guard entry.isInBackground, type != CommandPlugin.self, builtIn.contains(where: { $0 == type }) else { return nil }
    return entry.placed(
      ConfigurationDiagnostic(
        "plugin '\(type.name)' cannot work in the background, and does not", severity: .warning, file: file,
        position: entry.node?["background"]?.position ?? entry.node?.position ?? .start,
        path: entry.path.appending(key: "background"),
        suggestion: "it acts at the moment of its events; of those that come with Exhibit only 'command' can be late"))
  }

  /// Makes them; what is wrong with one is said and leaves the others alone.
  func load() {
    let entries = configuration.settings.plugins
    // By numbers, see `EventHooks.add`.
    for place in 0..<entries.count where entries[place].isEnabled {
      let entry = entries[place]
      guard let type = resolve(entry, say: sayUnknown) else { continue }
      // Without a directory there is nothing to write a log into.
      if !hasRecord, type is LogPlugin.Type || type is OutputPlugin.Type { continue }
      if type is OutputPlugin.Type {
        addOutput(entry)
      } else {
        add(type, entry)
      }
    }
    let variables = configuration.settings.pluginVariables
    if !engine.registeredPlugins.isEmpty || !variables.isEmpty { loadRegistered(besides: entries, variables) }
  }

  /// Makes those that the code asks for and the configuration does not mention, and says which variables are nobody's.
  private func loadRegistered(besides entries: [RunSettings.PluginEntry], _ variables: PluginVariables) {
    for type in engine.registeredPlugins where Self.builtIn.contains(where: { $0.name == type.name }) {
      Diagnostics.shared.say(
        "plugin '\(type.name)' is not used: one that comes with Exhibit has that name; give yours another")
    }
    let idents = entries.map(\.ident) + engine.registeredPlugins.map { $0.name }
    // A class that the configuration names by itself is mentioned too, enabled or not.
    let mentioned = engine.registeredPlugins.isEmpty ? [] : entries.compactMap { resolve($0) { _ in } }
    for type in engine.registeredPlugins
    where !entries.contains(where: { $0.plugin == type.name || $0.ident == type.name })
      && !mentioned.contains(where: { $0 == type })
    {
      var entry = RunSettings.PluginEntry(ident: type.name, plugin: type.name, isEnabled: true, node: nil, path: .root)
      if !variables.isEmpty {
        for variable in variables.variables(of: type.name, among: idents) {
          if let diagnostic = entry.take(variable) { Diagnostics.shared.say("\(diagnostic)") }
        }
      }
      if entry.isEnabled { add(type, entry) }
    }
    guard !variables.isEmpty else { return }
    for name in variables.strangers(among: idents) {
      Diagnostics.shared.say("\(name) has no effect: there is no plugin instance of that name")
    }
  }

  /// The plugin of an entry; a variable that names none leaves that of the file.
  private func resolve(
    _ entry: RunSettings.PluginEntry, say: (RunSettings.PluginEntry) -> Void
  ) -> (any Plugin.Type)? {
    if let type = type(named: entry.plugin) { return type }
    say(entry)
    guard entry.variables["plugin"] != nil else { return nil }
    return resolve(entry.without(variableFor: "plugin"), say: say)
  }

  private func type(named name: String) -> (any Plugin.Type)? {
    // By numbers, see `EventHooks.add`.
    for place in 0..<Self.builtIn.count where Self.builtIn[place].name == name { return Self.builtIn[place] }
    return engine.registeredPlugins.first { $0.name == name } ?? ClassName.type(named: name) as? any Plugin.Type
  }

  private func add(_ type: any Plugin.Type, _ entry: RunSettings.PluginEntry) {
    let mistake = Self.backgroundMistake(in: entry, of: type, file: configuration.file)
    if let mistake { Diagnostics.shared.say("\(mistake)") }
    do {
      let isInBackground = entry.isInBackground && mistake == nil
      if type == LogPlugin.self {
        // In every process, and nobody has to watch it.
        engine.add(try make(type, entry), ident: entry.ident)
      } else {
        try engine.watching(entry.ident, at: "init") {
          engine.add(try make(type, entry), ident: entry.ident, inBackground: isInBackground)
        }
      }
    } catch {
      let place = error is ConfigurationDiagnostic ? "" : "plugin '\(entry.ident)' was not made: "
      Diagnostics.shared.say("\(place)\(ErrorText.of(error))")
    }
  }

  /// The entry that comes with Exhibit is quiet about streams that it leaves alone, and waits for a run of `swift test`.
  private func addOutput(_ entry: RunSettings.PluginEntry) {
    let isWanted = entry.node != nil
    guard outputUse == .byDefault || outputUse == .ifWanted && isWanted else { return }
    guard isWanted else {
      engine.add(OutputPlugin(ident: entry.ident, options: OutputPlugin.Options(), isWanted: false), ident: entry.ident)
      return
    }
    add(OutputPlugin.self, entry)
  }

  private func make<P: Plugin>(_ type: P.Type, _ entry: RunSettings.PluginEntry) throws -> any Plugin {
    let decoded = try Self.options(of: type, entry, file: configuration.file)
    for diagnostic in decoded.unusedKeys { Diagnostics.shared.say("\(diagnostic)") }
    do {
      return try P(ident: entry.ident, options: decoded.value)
    } catch {
      let names = entry.variedOptions.compactMap { entry.variables[$0] }
      let bare = entry.variedOptions.reduce(entry) { $0.without(variableFor: $1) }
      guard !names.isEmpty, let options = try? Self.options(of: type, bare, file: configuration.file).value,
        let plugin = try? P(ident: entry.ident, options: options)
      else { throw error }
      Diagnostics.shared.say(
        "\(names.joined(separator: ", ")): plugin '\(entry.ident)' was not made with this, but as the file says: "
          + ErrorText.of(error))
      return plugin
    }
  }

  /// Decodes the options of an instance; a variable with a wrong value leaves what the file says.
  ///
  /// - Returns: The options, and what is to be said.
  /// - Throws: A ``ConfigurationDiagnostic`` if the file is wrong.
  static func options<P: Plugin>(
    of type: P.Type, _ entry: RunSettings.PluginEntry, file: String
  ) throws -> ConfigurationDecoder.Decoded<P.Options> {
    var entry = entry
    var mistakes: [ConfigurationDiagnostic] = []
    while true {
      do {
        let decoded = try decode(type, entry, file: file)
        return ConfigurationDecoder.Decoded(value: decoded.value, unusedKeys: mistakes + decoded.unusedKeys)
      } catch let diagnostic as ConfigurationDiagnostic {
        guard let key = entry.variables.first(where: { $0.value == diagnostic.file })?.key else { throw diagnostic }
        mistakes.append(diagnostic)
        entry = entry.without(variableFor: key)
      }
    }
  }

  private static func decode<P: Plugin>(
    _ type: P.Type, _ entry: RunSettings.PluginEntry, file: String
  ) throws -> ConfigurationDecoder.Decoded<P.Options> {
    // The usual cases, in every process: what decodes costs a millisecond at its first use, and to ask whether options
    // have defaults a quarter of one.
    if entry.node == nil, let none = NoOptions() as? P.Options ?? LogPlugin.Options() as? P.Options {
      return ConfigurationDecoder.Decoded(value: none, unusedKeys: [])
    }
    if entry.node == nil, let defaults = (P.Options.self as? any PluginOptions.Type)?.init() as? P.Options {
      return ConfigurationDecoder.Decoded(value: defaults, unusedKeys: [])
    }
    do {
      let decoded = try ConfigurationDecoder(file: file)
        .decode(
          P.Options.self, from: entry.node ?? ConfigurationNode(.object([]), at: .start), at: entry.path,
          knownKeys: ["enabled", "plugin", "background"],
          defaults: (P.Options.self as? any PluginOptions.Type)?.defaults ?? [:])
      return ConfigurationDecoder.Decoded(value: decoded.value, unusedKeys: decoded.unusedKeys.map(entry.placed))
    } catch let diagnostic as ConfigurationDiagnostic {
      throw entry.placed(diagnostic)
    }
  }

  private func sayUnknown(_ entry: RunSettings.PluginEntry) {
    let names = (Self.builtIn + engine.registeredPlugins).map { $0.name }
    let isClass = ClassName.type(named: entry.plugin) != nil
    let classes = engine.registeredPlugins.map { String(reflecting: $0) }
    let nearest = NearestSpelling.nearest(to: entry.plugin, among: names + classes)
    let known = "known are \(names.joined(separator: ", ")), and classes as 'Module.Class'"
    let diagnostic = ConfigurationDiagnostic(
      isClass ? "class \(entry.plugin.quoted) does not conform to Plugin" : "there is no plugin \(entry.plugin.quoted)",
      file: configuration.file, position: entry.node?.position ?? .start,
      path: entry.variables["plugin"] == nil ? entry.path : entry.path.appending(key: "plugin"),
      suggestion: ForeignKey.remark(onPlugin: entry.plugin) ?? nearest.map { "did you mean '\($0)'?" } ?? known)
    Diagnostics.shared.say("\(entry.placed(diagnostic))")
  }
}
