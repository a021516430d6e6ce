import ExhibitSupport

/// Reads JSON5, which is JSON with comments, trailing commas, unquoted keys and friendlier strings and numbers.
///
/// It exists because Foundation's JSON5 decoding tells the place of a syntax error only: a wrong key or a
/// value of the wrong type is reported without a line. This parser keeps the position of every key and every
/// value, and rejects a key that comes twice, of which Foundation silently takes one.
///
/// All of <https://spec.json5.org> is understood. Three things differ from a JavaScript engine: integers keep
/// 64 bits, a surrogate without its partner is an error because no Swift string can hold it, and keys
/// that look the same to Swift (`é` composed or not) are the same key.
package struct JSON5Parser {
  /// How deep arrays and objects may nest; a limit instead of a stack overflow.
  package static let depthLimit = 512

  /// The text that is read and the place reached.
  var source: SourceText

  /// The arrays and objects around the current scalar, the innermost last.
  ///
  /// They are kept here, not on the call stack: a thread can have less of that than the deepest document needs.
  var containers: [OpenContainer] = []

  /// The way to the value being read, for messages about keys.
  var path = ConfigurationKeyPath.root

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file, in UTF-8 with or without a byte order mark.
  ///   - file: The file as diagnostics name it.
  /// - Returns: The root of the tree.
  /// - Throws: A ``ConfigurationDiagnostic`` with line and column for the first mistake.
  package static func parse(_ bytes: some Collection<UInt8>, file: String) throws -> ConfigurationNode {
    var parser = JSON5Parser(source: try SourceText(bytes, file: file))
    try parser.skipBlanks()
    guard parser.source.current != nil else {
      throw parser.source.failure("the file holds no value", suggestion: "an empty configuration is '{}'")
    }
    let root = try parser.parseTree()
    try parser.skipBlanks()
    guard parser.source.current == nil else {
      throw parser.source.failure("unexpected \(parser.found) behind the end of the document")
    }
    return root
  }

  /// Reads the value that begins at the current scalar.
  ///
  /// - Returns: The value, or nil if it is a container, which is only opened.
  mutating func parseScalarOrOpening() throws -> ConfigurationNode? {
    let position = source.position
    guard let scalar = source.current else {
      throw source.failure("unexpected end of file; expected a value")
    }
    switch scalar {
    case "{", "[":
      try openContainer(isObject: scalar == "{")
      return nil
    case "\"", "'":
      return ConfigurationNode(.string(try parseString(quote: scalar)), at: position)
    case "+", "-", ".", "0"..."9":
      return ConfigurationNode(try parseNumber(), at: position)
    case _ where scalar.startsIdentifier:
      return ConfigurationNode(try parseWord(), at: position)
    default:
      throw source.failure("unexpected \(found); expected a value", suggestion: hint(for: scalar))
    }
  }

  /// Reads one of the words that are values.
  private mutating func parseWord() throws -> ConfigurationNode.Value {
    let position = source.position
    let word = source.read(while: \.continuesIdentifier)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "Infinity": return .double(.infinity)
    case "NaN": return .double(.nan)
    default:
      let words = ["null", "true", "false", "Infinity", "NaN"]
      let suggestion =
        NearestSpelling.nearest(to: word, among: words).map { "did you mean \($0)?" }
        ?? "text needs quotes"
      throw source.failure("unexpected \(DiagnosticText.quoted(word))", at: position, suggestion: suggestion)
    }
  }

  /// Moves over white space and comments.
  mutating func skipBlanks() throws {
    while let scalar = source.current {
      if scalar.isJSON5Blank {
        source.advance()
      } else if scalar == "/", source.following == "/" {
        while let scalar = source.current, !scalar.isJSON5LineTerminator { source.advance() }
      } else if scalar == "/", source.following == "*" {
        try skipBlockComment()
      } else {
        return
      }
    }
  }

  /// Moves behind a comment that begins at the current scalar and can span lines.
  private mutating func skipBlockComment() throws {
    let start = source.position
    source.advance()
    source.advance()
    while source.current != nil {
      if source.current == "*", source.following == "/" {
        source.advance()
        source.advance()
        return
      }
      source.advance()
    }
    throw source.failure("comment is not closed", at: start, suggestion: "close it with '*/'")
  }

  /// What stands at the current place, for messages.
  var found: String {
    source.current.map { DiagnosticText.quoted(String($0)) } ?? "end of file"
  }

  /// Returns the way out for characters that people bring from other formats.
  func hint(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "#": "a comment begins with '//'"
    case "=": "a key and its value are separated by ':'"
    case "`", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}": "use straight quotes: '\"' or \"'\""
    case ",": "remove the comma"
    default: nil
    }
  }
}
