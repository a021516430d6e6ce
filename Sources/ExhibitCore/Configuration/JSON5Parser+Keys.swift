extension JSON5Parser {
  /// Reads a key, quoted or not.
  mutating func parseKey() throws -> String {
    guard let scalar = source.current else {
      throw source.failure("unexpected end of file; expected a key")
    }
    switch scalar {
    case "\"", "'":
      return try parseString(quote: scalar)
    case "\\":
      return try parseIdentifier()
    case _ where scalar.startsIdentifier:
      return try parseIdentifier()
    case "0"..."9", "-", "+", ".":
      throw source.failure("unexpected \(found); expected a key", suggestion: "a key like this needs quotes")
    default:
      throw source.failure("unexpected \(found); expected a key or '}'", suggestion: hint(for: scalar))
    }
  }

  /// Reads an unquoted key, in which letters can be written as `\u` and four hexadecimal digits.
  ///
  /// An escaped scalar must be allowed in its place: an escape is not a way to put a space into a key.
  private mutating func parseIdentifier() throws -> String {
    var text = String.UnicodeScalarView()
    while let scalar = source.current {
      let start = source.position
      let letter: Unicode.Scalar
      if scalar == "\\" {
        letter = try parseIdentifierEscape()
      } else if scalar.continuesIdentifier {
        letter = scalar
        source.advance()
      } else {
        break
      }
      guard text.isEmpty ? letter.startsIdentifier : letter.continuesIdentifier else {
        throw source.failure(
          "\(DiagnosticText.quoted(String(letter))) cannot stand here in a key without quotes", at: start,
          suggestion: "put the key in quotes")
      }
      text.append(letter)
    }
    return String(text)
  }

  /// Reads the `\u` and the four digits of a letter in an unquoted key.
  private mutating func parseIdentifierEscape() throws -> Unicode.Scalar {
    let start = source.position
    source.advance()
    guard source.skip("u") else {
      throw source.failure(
        "a key without quotes knows only the escape '\\u'", at: start, suggestion: "put the key in quotes")
    }
    guard let scalar = Unicode.Scalar(try parseHexDigits(4, of: "\\u", from: start)) else {
      throw source.failure("half of a surrogate pair is not a character", at: start)
    }
    return scalar
  }
}
