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

  /// The name of the variable.
  var name: String {
    guard key.isPrintableASCII else {
      return "EXHIBIT_" + String(key.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
    // In C: a process asks for a dozen when it starts, and in Swift that takes a tenth of a millisecond.
    return key.constantName(prefix: "EXHIBIT_")
  }

  /// Those of all keys, and one for each plugin instance; `artifact_dir` is not among them, as it is relative to another
  /// directory.
  static func all(_ settings: RunSettings) -> [ConfigurationVariable] {
    [
      ConfigurationVariable(key: "per_run"), ConfigurationVariable(key: "reuse_dir", isFlag: true),
      ConfigurationVariable(key: "squash_exceptions", isFlag: true),
      ConfigurationVariable(key: "threaded", isFlag: true), ConfigurationVariable(key: "setup"),
      ConfigurationVariable(key: "retain.runs"), ConfigurationVariable(key: "retain.artifacts"),
      ConfigurationVariable(key: "limits.artifact"), ConfigurationVariable(key: "limits.run"),
      ConfigurationVariable(key: "limits.output"),
    ] + settings.plugins.map { ConfigurationVariable(key: "plugins.\($0.ident).enabled", isFlag: true) }
  }

  /// The value as a configuration would have it.
  func node(_ text: String) -> ConfigurationNode {
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
    for variable in variables {
      guard let text = environment[variable.name] else { continue }
      var found: [ConfigurationDiagnostic] = []
      let node = variable.node(text)
      if let ident = variable.ident {
        guard case .bool(let isEnabled) = node.value else {
          found.append(ConfigurationDiagnostic("\(text.quoted) is neither 1 nor 0", file: variable.name))
          diagnostics += found
          continue
        }
        for index in plugins.indices where plugins[index].ident == ident { plugins[index].isEnabled = isEnabled }
        continue
      }
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
}

extension ConfigurationVariable {
  /// The plugin instance that it switches on or off.
  fileprivate var ident: String? {
    let (head, tail) = ("plugins.", ".enabled")
    guard key.hasPrefix(head), key.hasSuffix(tail) else { return nil }
    return String(key.dropFirst(head.count).dropLast(tail.count))
  }
}
