import ExhibitRecord

/// What is taken out when the configuration that would say so cannot be parsed.
///
/// A mistake somewhere in the file must not be what lets a secret through: the names of variables behind `words_from`
/// are looked for in the text as it is.
struct GuessedRedaction {
  /// The variables that seem to be meant.
  let variables: [String]

  /// What to say about it, if the text is about redaction at all.
  let diagnostic: ConfigurationDiagnostic?

  /// How far behind the key a list without brackets may go, in bytes.
  private static let reach = 2000

  /// Reads the files that may be meant.
  ///
  /// - Parameters:
  ///   - directory: The package's root.
  ///   - explicitPath: The file that a variable names.
  ///   - file: The name of the file in messages.
  init(directory: String, explicitPath: String?, file: String) {
    let names = explicitPath.flatMap { $0.isEmpty ? nil : [$0] } ?? ConfigurationFile.defaultNames
    let texts = names.compactMap { name -> String? in
      let path = name.hasPrefix("/") ? name : directory + "/" + name
      return (try? RegularFile.read(path, limit: ConfigurationFile.sizeLimit)).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    variables = texts.flatMap(Self.names)
    guard texts.contains(where: { $0.contains("redact") }) else {
      diagnostic = nil
      return
    }
    let found = variables.isEmpty ? "nothing" : "only the values of \(variables.joined(separator: ", "))"
    diagnostic = ConfigurationDiagnostic(
      "the configuration cannot be read, so of what it says under 'redact' \(found) is taken out, and no pattern",
      file: file, suggestion: "mend the file: until then secrets may be written")
  }

  /// The names of variables behind `words_from`, in a text that may have any mistake.
  static func names(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var names: [String] = []
    for key in ["words_from", "wordsFrom"] {
      let wanted = Array(key.utf8)
      guard bytes.count >= wanted.count,
        let place = (0...bytes.count - wanted.count).first(where: { bytes[$0...].starts(with: wanted) })
      else { continue }
      var rest = bytes[(place + wanted.count)...].prefix(reach)
      if let open = rest.firstIndex(of: UInt8(ascii: "[")), let close = rest[open...].firstIndex(of: UInt8(ascii: "]"))
      {
        rest = rest[open..<close]
      }
      names += rest.split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
    }
    return names
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
