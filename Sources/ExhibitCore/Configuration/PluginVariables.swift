import ExhibitRecord
import ExhibitSupport

/// The environment variables that override a key of a plugin instance for one run: `EXHIBIT_PLUGINS_<IDENT>_<KEY>`.
struct PluginVariables {
  /// One of them.
  struct Variable {
    let name: String
    let text: String
    /// The key of the instance, as in `slow_limit`.
    let key: String
  }

  private static let prefix = "EXHIBIT_PLUGINS_"

  /// A variable's value, and its name without the prefix.
  private struct Text {
    let rest: String
    let text: String
  }

  private let texts: [Text]

  /// Whether there is none.
  let isEmpty: Bool

  /// None.
  init() { (texts, isEmpty) = ([], true) }

  /// Takes them out of an environment.
  init(_ environment: EnvironmentVariables) {
    let names = environment.names(withPrefix: Self.prefix)
    isEmpty = names.isEmpty
    texts =
      isEmpty
      ? [] : names.map { Text(rest: String($0.dropFirst(Self.prefix.count)), text: environment[$0] ?? "") }
  }

  /// An ident as it stands in the names of variables; each character that none of them can have is a `_`.
  private static func constant(_ ident: String) -> String {
    String(ident.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// The variables of an instance: those that begin with the name of no longer ident.
  func variables(of ident: String, among idents: [String]) -> [Variable] {
    let names = Set(idents.map(Self.constant))
    let own = Self.constant(ident)
    return texts.compactMap { variable in
      let rest = variable.rest
      let fitting = names.filter { rest.hasPrefix($0 + "_") && rest.count > $0.count + 1 }
      guard fitting.max(by: { $0.count < $1.count }) == own else { return nil }
      return Variable(
        name: Self.prefix + rest, text: variable.text, key: String(rest.dropFirst(own.count + 1)).lowercased())
    }
  }

  /// Those that are of no instance.
  func strangers(among idents: [String]) -> [String] {
    let names = Set(idents.map(Self.constant))
    return texts.map(\.rest).filter { rest in !names.contains { rest.hasPrefix($0 + "_") } }.map { Self.prefix + $0 }
  }
}

extension RunSettings {
  /// Takes what variables say of the instances that there are; the others may come with the code.
  mutating func take(_ variables: PluginVariables, diagnostics: inout [ConfigurationDiagnostic]) {
    guard !variables.isEmpty else { return }
    pluginVariables = variables
    let idents = plugins.map(\.ident)
    var owners: [String: String] = [:]
    for index in plugins.indices {
      for variable in variables.variables(of: plugins[index].ident, among: idents) {
        if let other = owners.updateValue(plugins[index].ident, forKey: variable.name) {
          diagnostics.append(
            ConfigurationDiagnostic(
              "it is of two plugin instances, \(other.quoted) and \(plugins[index].ident.quoted), and counts for both",
              severity: .warning, file: variable.name, suggestion: "give one of them another ident"))
        }
        if let diagnostic = plugins[index].take(variable) { diagnostics.append(diagnostic) }
      }
    }
  }
}

extension RunSettings.PluginEntry {
  /// Takes what a variable says; a value that cannot be used leaves the file's in force.
  ///
  /// - Returns: What is wrong with it, as far as that can be told without the plugin.
  mutating func take(_ variable: PluginVariables.Variable) -> ConfigurationDiagnostic? {
    if variables.isEmpty { (fileNode, filePlugin) = (node, plugin) }
    if path.steps.isEmpty { path = .root.appending(key: "plugins").appending(key: ident) }
    switch variable.key {
    case "enabled", "background":
      guard case .bool(let value) = ConfigurationVariable(key: variable.key, isFlag: true).node(variable.text).value
      else { return ConfigurationDiagnostic("\(variable.text.quoted) is neither 1 nor 0", file: variable.name) }
      if variable.key == "enabled" { isEnabled = value } else { isInBackground = value }
    case "plugin":
      plugin = variable.text
    default:
      let position = node?.position ?? .start
      var members = node?.members ?? []
      let old = members.first { SnakeCase.snake($0.key) == variable.key }
      members.removeAll { SnakeCase.snake($0.key) == variable.key }
      let new = Self.node(variable.text, insteadOf: old?.node)
      members.append(ConfigurationNode.Member(key: variable.key, keyPosition: .start, node: new))
      node = ConfigurationNode(.object(members), at: position)
    }
    variables[variable.key] = variable.name
    return nil
  }

  /// The entry as it is without one of the variables: with what the file says.
  func without(variableFor key: String) -> Self {
    var entry = self
    entry.variables[key] = nil
    switch key {
    case "enabled", "background": break
    case "plugin": entry.plugin = filePlugin ?? plugin
    default:
      let others = (node?.members ?? []).filter { SnakeCase.snake($0.key) != key }
      let own = (fileNode?.members ?? []).filter { SnakeCase.snake($0.key) == key }
      let isBare = fileNode == nil && others.isEmpty
      entry.node = isBare ? nil : ConfigurationNode(.object(others + own), at: node?.position ?? .start)
    }
    return entry
  }

  /// The keys of options for which there are variables, in order.
  var variedOptions: [String] {
    variables.keys.filter { !["enabled", "background", "plugin"].contains($0) }.sorted()
  }

  /// A value as a file would have it; what is none, or stands for a text there, is a text.
  private static func node(_ text: String, insteadOf old: ConfigurationNode?) -> ConfigurationNode {
    if case .string = old?.value { return ConfigurationNode(.string(text), at: .start) }
    let parsed = try? JSON5Parser.parse(Array(text.utf8), file: "")
    return parsed ?? ConfigurationNode(.string(text), at: .start)
  }

  /// A diagnostic about an option, which names the variable if the value is from one.
  func placed(_ diagnostic: ConfigurationDiagnostic) -> ConfigurationDiagnostic {
    for (key, variable) in variables {
      let keyPath = path.appending(key: key).description
      guard let found = diagnostic.keyPath,
        found == keyPath || found.hasPrefix(keyPath + ".") || found.hasPrefix(keyPath + "[")
      else { continue }
      return ConfigurationDiagnostic(
        diagnostic.message, severity: diagnostic.severity, file: variable, keyPath: found,
        suggestion: diagnostic.suggestion)
    }
    return diagnostic
  }
}
