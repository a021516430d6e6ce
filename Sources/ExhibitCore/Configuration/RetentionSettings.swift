import ExhibitRecord
import ExhibitSupport

extension RetentionPolicy {
  /// Takes what the key `retain` says; what it does not say stays.
  mutating func take(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, file: String,
    diagnostics: inout [ConfigurationDiagnostic]
  ) {
    var policy = self
    SettingsGroup.read(
      node, path: path, file: file, keys: ["runs", "artifacts"], example: #"{"runs": 10}"#, diagnostics: &diagnostics
    ) { member, path throws(ConfigurationDiagnostic) in
      let position = member.node.position
      switch (member.key, member.node.value) {
      case ("runs", .integer(let number)) where number >= 0: policy.runs = Int(clamping: number)
      case ("runs", _):
        throw ConfigurationDiagnostic(
          "expected a number of runs, found \(member.node.summary)", file: file, position: position, path: path,
          suggestion: "write a whole number of at least 0; the newest run always stays")
      case (_, .string(let text)):
        guard let artifacts = ArtifactRetention(rawValue: text) else {
          let words = ArtifactRetention.allCases.map(\.rawValue)
          throw ConfigurationDiagnostic(
            "unknown value \(text.quoted)", file: file, position: position, path: path,
            suggestion: NearestSpelling.nearest(to: text, among: words).map { "did you mean '\($0)'?" }
              ?? "known are \(words.joined(separator: ", "))")
        }
        policy.artifacts = artifacts
      default:
        throw ConfigurationDiagnostic(
          "expected all, failed or none, found \(member.node.summary)", file: file, position: position, path: path,
          suggestion: #"write "all", "failed" or "none""#)
      }
    }
    self = policy
  }
}
