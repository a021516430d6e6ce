#if YAML
  /// Tells what a plain scalar of YAML means.
  enum YAMLScalar {
    /// The spellings of true; single letters are left out, as in all readers that people use.
    private static let trueWords: Set<String> = ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"]

    /// The spellings of false.
    private static let falseWords: Set<String> = ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"]

    /// The spellings of no value.
    private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    /// Returns the value of a plain scalar without a tag: a string unless it has exactly the form of something else.
    static func value(of text: String) -> ConfigurationNode.Value {
      if nullWords.contains(text) { return .null }
      if trueWords.contains(text) { return .bool(true) }
      if falseWords.contains(text) { return .bool(false) }
      return number(text) ?? .string(text)
    }

    /// Returns the number that a text is, or nil.
    private static func number(_ text: String) -> ConfigurationNode.Value? {
      let sign = text.hasPrefix("-") ? "-" : ""
      let magnitude = String(text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...])
      switch magnitude {
      case ".inf", ".Inf", ".INF": return .double(sign.isEmpty ? .infinity : -.infinity)
      case ".nan", ".NaN", ".NAN": return .double(.nan)
      default: break
      }
      guard let first = magnitude.utf8.first, first == 0x2E || 0x30...0x39 ~= first else { return nil }
      guard let digits = withoutSeparators(magnitude) else { return nil }
      return integer(digits, sign: sign) ?? double(digits, sign: sign)
    }

    /// Returns a number's text without underscores, or nil if one does not stand between two digits.
    private static func withoutSeparators(_ text: String) -> String? {
      guard text.contains("_") else { return text }
      guard text.last != "_", !text.contains("__"), !text.contains("_."), !text.contains("._") else { return nil }
      return text.filter { $0 != "_" }
    }

    /// Returns the integer that digits are, or nil; one that does not fit 64 bits becomes a double.
    private static func integer(_ text: String, sign: String) -> ConfigurationNode.Value? {
      let (digits, radix): (Substring, Int)
      switch text.prefix(2) {
      case "0x": (digits, radix) = (text.dropFirst(2), 16)
      case "0b": (digits, radix) = (text.dropFirst(2), 2)
      case "0o": (digits, radix) = (text.dropFirst(2), 8)
      case let start where start.count == 2 && start.first == "0": (digits, radix) = (text.dropFirst(), 8)
      default: (digits, radix) = (text[...], 10)
      }
      // `Int64` by itself would accept a second sign.
      guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, radix: radix) }) else { return nil }
      if let value = Int64(sign + digits, radix: radix) { return .integer(value) }
      if radix == 10 { return Double(sign + digits).map { .double($0) } }
      let magnitude = digits.utf8.reduce(0.0) { $0 * Double(radix) + Double(Int($1 & 0xF) + ($1 > 0x39 ? 9 : 0)) }
      return .double(sign.isEmpty ? magnitude : -magnitude)
    }

    /// Tells whether a byte is an ASCII digit to a base.
    private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
      switch byte {
      case 0x30...0x39: Int(byte) - 0x30 < radix
      case 0x41...0x46, 0x61...0x66: radix == 16
      default: false
      }
    }

    /// Returns the double that a text with a point or an exponent is, or nil.
    private static func double(_ text: String, sign: String) -> ConfigurationNode.Value? {
      var rest = Substring(text)
      func skipDigits() -> Int {
        let count = rest.utf8.prefix { isDigit($0, radix: 10) }.count
        rest = rest.dropFirst(count)
        return count
      }
      let whole = skipDigits()
      let hasPoint = rest.first == "."
      if hasPoint { rest = rest.dropFirst() }
      let fraction = hasPoint ? skipDigits() : 0
      guard whole + fraction > 0 else { return nil }
      let hasExponent = rest.first == "e" || rest.first == "E"
      if hasExponent {
        rest = rest.dropFirst()
        if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
        guard skipDigits() > 0 else { return nil }
      }
      guard rest.isEmpty, hasPoint || hasExponent else { return nil }
      return Double("\(sign)0\(text)").map { .double($0) }
    }
  }
#endif
