import ExhibitRecord
import ExhibitSupport

/// An environment variable that overrides one key of the configuration for one run.
///
/// Its name is `EXHIBIT_` and the key in capitals, with `_` between the parts: `EXHIBIT_RETAIN_RUNS` is `retain.runs`.
struct ConfigurationVariable {
  /// The key, as in `retain.runs`.
  let key: String
  /// Whether its value is true or false.
  var isFlag = false
  /// Whether its value is a list of texts: one as in a file, in brackets, or else a list of one.
  var isList = false

  /// The name of the variable.
  ///
  /// In C: a process asks for a dozen when it starts, and in Swift that takes a tenth of a millisecond.
  var name: String { key.constantName(prefix: "EXHIBIT_") }

  /// Those of all keys but `plugins`, see ``PluginVariables``, and `artifact_dir`, which is relative to another
  /// directory.
  static let all = [
    ConfigurationVariable(key: "per_run"), ConfigurationVariable(key: "reuse_dir", isFlag: true),
    ConfigurationVariable(key: "squash_exceptions", isFlag: true),
    ConfigurationVariable(key: "threaded", isFlag: true), ConfigurationVariable(key: "setup"),
    ConfigurationVariable(key: "retain.runs"), ConfigurationVariable(key: "retain.artifacts"),
    ConfigurationVariable(key: "limits.artifact"), ConfigurationVariable(key: "limits.run"),
    ConfigurationVariable(key: "limits.output"), ConfigurationVariable(key: "redact.words_from", isList: true),
    ConfigurationVariable(key: "redact.patterns", isList: true),
  ]

  /// The value as a configuration would have it.
  func node(_ text: String) -> ConfigurationNode {
    if isList, text.hasPrefix("["), let list = try? JSON5Parser.parse(Array(text.utf8), file: name) { return list }
    if isList { return ConfigurationNode(.string(text), at: .start) }
    let value: ConfigurationNode.Value
    switch text.lowercased() {
    case "1" where isFlag, "true" where isFlag: value = .bool(true)
    case "0" where isFlag, "false" where isFlag: value = .bool(false)
    default: value = isFlag ? .string(text) : Int64(text).map { .integer($0) } ?? .string(text)
    }
    return ConfigurationNode(value, at: .start)
  }
}

extension RunSettings {
  /// Takes what the environment says instead of the file; a value that cannot be used leaves the file's in force.
  mutating func take(
    _ variables: [ConfigurationVariable], environment: EnvironmentVariables,
    diagnostics: inout [ConfigurationDiagnostic]
  ) {
    // By numbers, see `EventHooks.add`.
    for place in 0..<variables.count {
      guard let text = environment[variables[place].name] else { continue }
      take(variables[place], text, diagnostics: &diagnostics)
    }
  }

  private mutating func take(
    _ variable: ConfigurationVariable, _ text: String, diagnostics: inout [ConfigurationDiagnostic]
  ) {
    var found: [ConfigurationDiagnostic] = []
    let node = variable.node(text)
    let parts = variable.key.split(separator: ".").map(String.init)
    let value = parts.dropFirst().reversed().reduce(node) { node, key in
      ConfigurationNode(
        .object([ConfigurationNode.Member(key: key, keyPosition: .start, node: node)]), at: .start)
    }
    take(
      ConfigurationNode.Member(key: parts[0], keyPosition: .start, node: value), file: variable.name,
      diagnostics: &found)
    // A variable has neither lines nor keys.
    diagnostics += found.map {
      ConfigurationDiagnostic($0.message, severity: $0.severity, file: variable.name, suggestion: $0.suggestion)
    }
  }
}
