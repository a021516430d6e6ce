import ExhibitRecord
import ExhibitSupport

extension TestLayout {
  /// Reads the key `per_run`; no value at all is `none`, as it was for Artifactor.
  init(_ node: ConfigurationNode, path: ConfigurationKeyPath, file: String) throws(ConfigurationDiagnostic) {
    let words = Self.allCases.map(\.rawValue)
    switch node.value {
    case .null: self = .none
    case .string(let text):
      guard let layout = TestLayout(rawValue: text) else {
        throw ConfigurationDiagnostic(
          "unknown value \(text.quoted)", file: file, position: node.position, path: path,
          suggestion: NearestSpelling.nearest(to: text, among: words).map { "did you mean '\($0)'?" }
            ?? "known are \(words.joined(separator: ", "))")
      }
      self = layout
    default:
      throw ConfigurationDiagnostic(
        "expected run, test or none, found \(node.summary)", file: file, position: node.position, path: path,
        suggestion: #"write "run", "test" or "none""#)
    }
  }
}
