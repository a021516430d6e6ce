import ExhibitRecord

/// What the key `redact` of a configuration says.
struct RedactionSettings {
  /// A text of the configuration, and where it stands.
  struct Entry {
    let text: String
    let position: ConfigurationNode.Position
    let path: ConfigurationKeyPath
  }

  /// The environment variables whose values are taken out.
  var variables: [Entry] = []

  /// The patterns of what is taken out, all of which can be understood.
  var patterns: [Entry] = []

  /// Takes nothing out.
  init() {}

  /// Reads the value of the key; a pattern that cannot be understood leaves the others in force.
  init(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, decoder: ConfigurationDecoder,
    diagnostics: inout [ConfigurationDiagnostic]
  ) throws {
    struct Lists: Decodable {
      var wordsFrom: [String]?
      var patterns: [String]?
    }
    let decoded = try decoder.decode(Lists.self, from: node, at: path)
    diagnostics += decoded.unusedKeys
    variables = Self.entries("words_from", or: "wordsFrom", of: node, decoded.value.wordsFrom, path: path)
    let wanted = Self.entries("patterns", or: "patterns", of: node, decoded.value.patterns, path: path)
    let rules = RedactionRules()
    for entry in wanted {
      guard let error = rules.add(words: [], patterns: [entry.text]).wrongPatterns.first?.error else {
        patterns.append(entry)
        continue
      }
      diagnostics.append(
        ConfigurationDiagnostic(
          "\(error)", file: decoder.file, position: entry.position, path: entry.path, suggestion: error.remedy))
    }
  }

  /// The rules that follow from the settings.
  ///
  /// A variable that is not set is normal: a machine of a developer does not have the secrets of all others.
  func rules(
    environment: EnvironmentVariables, file: String, diagnostics: inout [ConfigurationDiagnostic]
  ) -> RedactionRules {
    let rules = RedactionRules()
    for entry in variables {
      guard let value = environment[entry.text], !rules.add(words: [value]).shortWords.isEmpty else { continue }
      diagnostics.append(
        ConfigurationDiagnostic(
          "the value of \(entry.text) is not taken out: it has less than 4 bytes", file: file, position: entry.position,
          path: entry.path, suggestion: "give it a longer one, or use 'patterns'"))
    }
    rules.add(words: [], patterns: patterns.map(\.text))
    return rules
  }

  private static func entries(
    _ key: String, or other: String, of node: ConfigurationNode, _ texts: [String]?, path: ConfigurationKeyPath
  ) -> [Entry] {
    let found = node[key].map { ($0, key) } ?? node[other].map { ($0, other) }
    guard let texts, let (list, key) = found else { return [] }
    return zip(texts, list.elements).enumerated().map { index, pair in
      Entry(text: pair.0, position: pair.1.position, path: path.appending(key: key).appending(index: index))
    }
  }
}
