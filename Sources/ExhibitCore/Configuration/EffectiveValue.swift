import ExhibitRecord

/// A value that is in force, and where it comes from.
package struct EffectiveValue: Sendable, Hashable {
  /// The key, as in `retain.runs`.
  package let key: String
  /// The value as a configuration would write it.
  package let value: String
  /// `default`, a variable, or a place in the configuration file.
  package let origin: String
}

extension LoadedConfiguration {
  /// All values that are in force.
  ///
  /// - Parameter launch: What the configuration was loaded with.
  /// - Returns: One value for each key, in the order of the documentation.
  package func effectiveValues(launch: LaunchState) -> [EffectiveValue] {
    let isRedirected = launch.environment["EXHIBIT_ARTIFACT_DIR"] != nil
    let plugins = settings.plugins.map { entry in
      (entry.ident == entry.plugin ? entry.ident : "\(entry.ident): \(entry.plugin)")
        + (entry.isEnabled ? entry.isInBackground ? " (in the background)" : "" : " (off)")
    }
    let variables = ConfigurationVariable.all.filter { variable in
      launch.environment[variable.name] != nil && !diagnostics.contains { $0.file == variable.name }
    }
    func value(_ key: String, _ text: String) -> EffectiveValue {
      let variable = variables.first { $0.key == key }
      return EffectiveValue(key: key, value: text, origin: variable?.name ?? origin(key))
    }
    let switches = settings.plugins.flatMap { entry in
      ["enabled", "plugin", "background"].compactMap { entry.variables[$0] }
    }
    var values = [
      EffectiveValue(
        key: "artifact_dir", value: artifactRoot,
        origin: isRedirected ? "EXHIBIT_ARTIFACT_DIR" : origin("artifact_dir")),
      value("per_run", settings.layout.rawValue),
      value("reuse_dir", String(settings.reusesDirectories)),
      value("squash_exceptions", String(settings.squashesExceptions)),
      value("threaded", String(settings.isThreaded)),
      EffectiveValue(
        key: "plugins", value: plugins.joined(separator: ", "),
        origin: ([origin("plugins")] + switches).joined(separator: ", ")),
      value("retain.runs", String(settings.retention.runs)),
      value("retain.artifacts", settings.retention.artifacts.rawValue),
      value("limits.artifact", ByteSize.exact(settings.limits.artifact)),
      value("limits.run", ByteSize.exact(settings.limits.run)),
      value("limits.output", ByteSize.exact(settings.limits.output)),
    ]
    for (key, entries) in [
      ("redact.words_from", settings.redaction.variables), ("redact.patterns", settings.redaction.patterns),
    ] where !entries.isEmpty {
      // What is in the file stays in force beside what a variable says.
      let places = entries.map { entry in
        entry.file == file ? "\(file):\(entry.position.line):\(entry.position.column)" : entry.file
      }
      var origins: [String] = []
      for place in places where !origins.contains(place) { origins.append(place) }
      values.append(
        EffectiveValue(
          key: key, value: entries.map(\.text).joined(separator: ", "), origin: origins.joined(separator: ", ")))
    }
    for entry in settings.plugins where entry.isEnabled { values += options(of: entry) }
    if let setup = settings.setup { values.append(value("setup", setup.className)) }
    return values
  }

  /// The options of a plugin instance that the file or a variable sets; the others have the defaults of the plugin.
  private func options(of entry: RunSettings.PluginEntry) -> [EffectiveValue] {
    (entry.node?.members ?? []).filter { !["enabled", "plugin", "background"].contains($0.key) }.map { member in
      let place = "\(file):\(member.node.position.line):\(member.node.position.column)"
      return EffectiveValue(
        key: "plugins.\(entry.ident).\(member.key)", value: redaction.redact(text(of: member, in: entry)),
        origin: entry.variables[member.key] ?? place)
    }
  }

  private func text(of member: ConfigurationNode.Member, in entry: RunSettings.PluginEntry) -> String {
    // These are what nobody is to see.
    if entry.plugin == RedactPlugin.name, member.key == "words" {
      return "not shown"
    }
    // The one option of a plugin that counts instead of a key.
    if entry.plugin == OutputPlugin.name, member.key == "limit",
      let limit = try? ByteSize.read(member.node, at: entry.path, file: file)
    {
      return "\(ByteSize.exact(limit)), which counts instead of limits.output"
    }
    if case .string(let text) = member.node.value { return text }
    return JSONText.text(of: member.node)
  }

  /// Where the file says something about a key, unless it could not be used.
  private func origin(_ key: String) -> String {
    var node = source?.root
    var path = ConfigurationKeyPath.root
    for name in key.split(separator: ".").map(String.init) {
      path = path.appending(key: name)
      node = node?[name]
      if let node, diagnostics.contains(where: { $0.keyPath == path.description }) {
        return "default; \(file):\(node.position.line):\(node.position.column) cannot be used"
      }
    }
    return node.map { "\(file):\($0.position.line):\($0.position.column)" } ?? "default"
  }
}
