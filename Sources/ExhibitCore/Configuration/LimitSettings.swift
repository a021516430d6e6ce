/// The key `limits`: how much evidence is kept, in bytes.
package struct LimitSettings: Sendable, Hashable {
  /// The most bytes of one artifact.
  package var artifact = 100 << 20

  /// The most bytes of all artifacts of a run, over all its processes.
  package var run = 2 << 30

  /// The most bytes of the output of one test that are kept.
  package var output = 16 << 20

  /// The defaults.
  init() {}

  /// Takes what the key says; what it does not say stays.
  mutating func take(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, file: String,
    diagnostics: inout [ConfigurationDiagnostic]
  ) {
    var limits = self
    SettingsGroup.read(
      node, path: path, file: file, keys: ["artifact", "run", "output"], example: #"{"artifact": "100MiB"}"#,
      diagnostics: &diagnostics
    ) { member, path throws(ConfigurationDiagnostic) in
      let bytes = try ByteSize.read(member.node, at: path, file: file)
      switch member.key {
      case "artifact": limits.artifact = bytes
      case "run": limits.run = bytes
      default: limits.output = bytes
      }
    }
    self = limits
  }
}
