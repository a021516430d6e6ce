/// Makes text from a file, or from a foreign error, safe to print in a one-line message.
///
/// A configuration may come from a pull request: it must not be able to move the cursor, start a new line in
/// a log or flood it.
package enum DiagnosticText {
  /// How much of a quoted value a message shows, in Unicode scalars.
  package static let valueLimit = 60

  /// How long a whole message can become, in Unicode scalars.
  package static let messageLimit = 1_000

  /// Returns a value in single quotes, shortened and with its control characters escaped.
  package static func quoted(_ value: String) -> String {
    "'\(printable(value, limit: valueLimit))'"
  }

  /// Returns a text with control characters escaped, cut with `…` behind the limit.
  ///
  /// Escaping leaves backslashes alone, so that a text which went through here once does not change again.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - limit: The most scalars of the text to keep.
  /// - Returns: A text without line breaks, control, format or private characters.
  package static func printable(_ text: String, limit: Int = messageLimit) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        result.append("…")
        break
      }
      count += 1
      if isPrintable(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  /// Tells whether a scalar has a glyph of its own and cannot change how the rest of the line looks.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
    default: return true
    }
  }

  /// Returns the spelling of an unprintable scalar as in a Swift string literal.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
