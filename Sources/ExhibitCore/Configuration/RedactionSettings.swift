import ExhibitRecord
import ExhibitSupport

/// What the key `redact` of a configuration says.
struct RedactionSettings {
  /// A text of the configuration, and where it stands.
  struct Entry {
    let text: String
    let position: ConfigurationNode.Position
    let path: ConfigurationKeyPath
    /// The file as diagnostics name it, or the variable.
    let file: String
  }

  /// The environment variables whose values are taken out.
  var variables: [Entry] = []

  /// The patterns of what is taken out, all of which can be understood.
  var patterns: [Entry] = []

  /// Takes nothing out.
  init() {}

  /// Adds what a value of the key says; what cannot be understood leaves the rest in force, as nothing else would be
  /// safe.
  ///
  /// That goes for a variable too: it adds to what the file says.
  mutating func take(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, decoder: ConfigurationDecoder,
    diagnostics: inout [ConfigurationDiagnostic]
  ) {
    guard case .object(let members) = node.value else {
      diagnostics.append(
        ConfigurationDiagnostic(
          "expected an object, found \(node.summary)", file: decoder.file, position: node.position, path: path,
          suggestion: #"write {"words_from": ["API_TOKEN"]}"#))
      return
    }
    var wanted: [Entry] = []
    for member in members {
      let path = path.appending(key: member.key)
      switch member.key {
      case "words_from", "wordsFrom":
        variables += Self.entries(member.node, path: path, file: decoder.file, diagnostics: &diagnostics)
      case "patterns": wanted += Self.entries(member.node, path: path, file: decoder.file, diagnostics: &diagnostics)
      default:
        let nearest = NearestSpelling.nearest(to: member.key, among: ["words_from", "patterns"])
        diagnostics.append(
          ConfigurationDiagnostic(
            "unknown key", file: decoder.file, position: member.keyPosition, path: path,
            suggestion: nearest.map { "did you mean '\($0)'?" } ?? "known here: patterns, words_from"))
      }
    }
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
    environment: EnvironmentVariables, diagnostics: inout [ConfigurationDiagnostic]
  ) -> RedactionRules {
    let rules = RedactionRules()
    guard variables.count + patterns.count > 0 else { return rules }
    for entry in variables {
      guard let value = environment[entry.text], !rules.add(words: [value]).shortWords.isEmpty else { continue }
      diagnostics.append(
        ConfigurationDiagnostic(
          "the value of \(entry.text) is not taken out: it has less than 4 bytes", file: entry.file,
          position: entry.position, path: entry.path, suggestion: "give it a longer one, or use 'patterns'"))
    }
    rules.add(words: [], patterns: patterns.map(\.text))
    return rules
  }

  /// The texts of a list; a single text counts as a list of one.
  private static func entries(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, file: String,
    diagnostics: inout [ConfigurationDiagnostic]
  ) -> [Entry] {
    if case .string(let text) = node.value {
      return [Entry(text: text, position: node.position, path: path, file: file)]
    }
    guard case .array(let elements) = node.value else {
      diagnostics.append(
        ConfigurationDiagnostic(
          "expected a list of strings, found \(node.summary)", file: file, position: node.position, path: path))
      return []
    }
    return elements.enumerated().compactMap { index, element in
      let path = path.appending(index: index)
      if case .string(let text) = element.value {
        return Entry(text: text, position: element.position, path: path, file: file)
      }
      diagnostics.append(
        ConfigurationDiagnostic(
          "expected a string, found \(element.summary)", file: file, position: element.position, path: path,
          suggestion: "put it in quotes"))
      return nil
    }
  }
}
