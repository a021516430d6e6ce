extension JSON5Parser {
  /// Reads a number that begins at the current scalar, with its sign if it has one.
  mutating func parseNumber() throws -> ConfigurationNode.Value {
    let start = source.position
    let isNegative = source.current == "-"
    if isNegative || source.current == "+" { source.advance() }
    let value: ConfigurationNode.Value
    if source.current?.startsIdentifier == true {
      value = try parseNumberWord(isNegative: isNegative, from: start)
    } else if source.current == "0", source.following == "x" || source.following == "X" {
      value = try parseHexNumber(isNegative: isNegative, from: start)
    } else {
      value = try parseDecimalNumber(isNegative: isNegative, from: start)
    }
    // `1a`, `0x1g` and `1\u0061` would otherwise be a number followed by something puzzling.
    if let scalar = source.current, scalar.continuesIdentifier || scalar == "\\" || scalar == "." {
      throw source.failure("unexpected \(found) in a number")
    }
    return value
  }

  /// Reads `Infinity` or `NaN` behind a sign.
  private mutating func parseNumberWord(
    isNegative: Bool,
    from start: ConfigurationNode.Position
  ) throws -> ConfigurationNode.Value {
    switch source.read(while: \.continuesIdentifier) {
    case "Infinity": return .double(isNegative ? -.infinity : .infinity)
    case "NaN": return .double(.nan)
    default: throw source.failure("a sign without a number", at: start)
    }
  }

  /// Reads digits behind `0x`.
  private mutating func parseHexNumber(
    isNegative: Bool,
    from start: ConfigurationNode.Position
  ) throws -> ConfigurationNode.Value {
    source.advance()
    source.advance()
    let digits = source.read { $0.hexDigitValue != nil }
    guard !digits.isEmpty else {
      throw source.failure("'0x' needs hexadecimal digits", at: start)
    }
    let sign = isNegative ? "-" : ""
    if let integer = Int64(sign + digits, radix: 16) { return .integer(integer) }
    return .double(try double("\(sign)0x\(digits)", from: start))
  }

  /// Reads digits with an optional fraction and exponent.
  private mutating func parseDecimalNumber(
    isNegative: Bool,
    from start: ConfigurationNode.Position
  ) throws -> ConfigurationNode.Value {
    let whole = source.read(while: \.isDecimalDigit)
    guard whole.count == 1 || whole.first != "0" else {
      throw source.failure("a number cannot begin with 0 and more digits", at: start, suggestion: "remove the 0")
    }
    let hasPoint = source.skip(".")
    let fraction = hasPoint ? source.read(while: \.isDecimalDigit) : ""
    guard !whole.isEmpty || !fraction.isEmpty else {
      throw source.failure("\(hasPoint ? "a decimal point" : "a sign") without a number", at: start)
    }
    let exponent = try parseExponent(from: start)
    let sign = isNegative ? "-" : ""
    // Minus zero is a different number only as floating point.
    if !hasPoint, exponent == nil, let integer = Int64(sign + whole), integer != 0 || !isNegative {
      return .integer(integer)
    }
    let text = "\(sign)\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)e\(exponent ?? "0")"
    return .double(try double(text, from: start))
  }

  /// Converts a well-formed number; a magnitude that no double has becomes infinity or zero, as in JavaScript.
  private func double(_ text: String, from start: ConfigurationNode.Position) throws -> Double {
    guard let value = Double(text) else {
      throw source.failure("the number \(DiagnosticText.quoted(text)) cannot be read", at: start)
    }
    return value
  }

  /// Reads an exponent if there is one.
  ///
  /// - Returns: Its sign and digits, without the letter.
  private mutating func parseExponent(from start: ConfigurationNode.Position) throws -> String? {
    guard source.current == "e" || source.current == "E" else { return nil }
    source.advance()
    var exponent = ""
    if let sign = source.current, sign == "+" || sign == "-" {
      exponent.unicodeScalars.append(sign)
      source.advance()
    }
    let digits = source.read(while: \.isDecimalDigit)
    guard !digits.isEmpty else {
      throw source.failure("an exponent without digits", at: start)
    }
    return exponent + digits
  }
}
