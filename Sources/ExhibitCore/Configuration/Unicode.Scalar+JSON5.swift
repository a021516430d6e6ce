extension Unicode.Scalar {
  /// Tells whether JSON5 ignores the scalar between tokens.
  var isJSON5Blank: Bool {
    switch self {
    case " ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}": true
    case _ where isASCII: false
    default: properties.generalCategory == .spaceSeparator
    }
  }

  /// Tells whether the scalar ends a comment of one line.
  var isJSON5LineTerminator: Bool {
    self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}"
  }

  /// Tells whether a key without quotes can begin with the scalar, by the rules of ECMAScript 5.1.
  var startsIdentifier: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "$", "_": return true
    case _ where isASCII: return false
    default:
      switch properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
        return true
      default: return false
      }
    }
  }

  /// Tells whether the scalar can follow in a key without quotes.
  var continuesIdentifier: Bool {
    if startsIdentifier || isDecimalDigit { return true }
    if isASCII { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return true
    default: return self == "\u{200C}" || self == "\u{200D}"
    }
  }

  /// Tells whether the scalar is one of the digits 0 to 9.
  var isDecimalDigit: Bool { "0"..."9" ~= self }

  /// The value of an ASCII hexadecimal digit, or nil.
  var hexDigitValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}
