extension JSON5Parser {
  /// Reads a string that begins at the current scalar, which is its quote.
  mutating func parseString(quote: Unicode.Scalar) throws -> String {
    let start = source.position
    source.advance()
    var text = String.UnicodeScalarView()
    while let scalar = source.current {
      switch scalar {
      case quote:
        source.advance()
        return String(text)
      case "\\":
        if let escaped = try parseStringEscape() { text.append(escaped) }
      case "\n", "\r":
        throw source.failure(
          "string is not closed on its line", at: start,
          suggestion: "close it with \(quote), or end the line with '\\' to continue it on the next")
      default:
        text.append(scalar)
        source.advance()
      }
    }
    throw source.failure("string is not closed", at: start, suggestion: "close it with \(quote)")
  }

  /// Reads an escape in a string.
  ///
  /// - Returns: The scalar that is meant, or nil for a line continuation, which means nothing.
  private mutating func parseStringEscape() throws -> Unicode.Scalar? {
    let start = source.position
    source.advance()
    guard let scalar = source.current else {
      throw source.failure("unexpected end of file in an escape", at: start)
    }
    if scalar == "u" { return try parseUnicodeEscape(from: start) }
    source.advance()
    switch scalar {
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "0" where source.current.map { !$0.isDecimalDigit } ?? true: return "\0"
    case "0"..."9":
      throw source.failure(
        "escapes with octal digits do not exist", at: start, suggestion: "use '\\x' and two hexadecimal digits")
    case "x": return Unicode.Scalar(try parseHexDigits(2, of: "\\x", from: start))
    case "\r":
      _ = source.skip("\n")
      return nil
    case "\n", "\u{2028}", "\u{2029}": return nil
    default: return scalar
    }
  }

  /// Reads `u` and four hexadecimal digits, and their partner if they are the first half of a surrogate pair.
  ///
  /// - Parameter start: Where the backslash stands.
  /// - Returns: The scalar that is meant.
  /// - Throws: A ``ConfigurationDiagnostic`` if digits or the partner are missing.
  private mutating func parseUnicodeEscape(from start: ConfigurationNode.Position) throws -> Unicode.Scalar {
    source.advance()
    let unit = try parseHexDigits(4, of: "\\u", from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, source.current == "\\", source.following == "u" {
      source.advance()
      source.advance()
      let low = try parseHexDigits(4, of: "\\u", from: start)
      if 0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
        return scalar
      }
    }
    throw source.failure("half of a surrogate pair is not a character", at: start)
  }

  /// Reads a fixed number of hexadecimal digits.
  ///
  /// - Parameters:
  ///   - count: How many digits, eight at most.
  ///   - name: The escape they belong to.
  ///   - start: Where the escape begins.
  /// - Returns: The number that the digits are.
  /// - Throws: A ``ConfigurationDiagnostic`` if there are fewer digits.
  mutating func parseHexDigits(
    _ count: Int,
    of name: String,
    from start: ConfigurationNode.Position
  ) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = source.current?.hexDigitValue else {
        throw source.failure("'\(name)' needs \(count) hexadecimal digits", at: start)
      }
      value = value << 4 | digit
      source.advance()
    }
    return value
  }
}
