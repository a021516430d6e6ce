extension String {
  /// The text with everything escaped that could move the cursor, start a line or reorder what is shown.
  ///
  /// Control characters, line and paragraph separators and invisible format characters (among them those that switch
  /// the writing direction) become Swift escapes such as `\n` or `\u{1B}`. Applying it twice changes nothing more.
  package var printable: String { escapingUnprintable(keepingLines: false) }

  /// The same, but line feeds and tabs stay: for text of several lines in a file of its own.
  package var printableLines: String { escapingUnprintable(keepingLines: true) }

  private func escapingUnprintable(keepingLines: Bool) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where keepingLines && (scalar == "\n" || scalar == "\t"): result.unicodeScalars.append(scalar)
      case .control, .format, .lineSeparator, .paragraphSeparator: result += scalar.escaped
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in single quotes, printable and not longer than a message can bear.
  package var quoted: String {
    let limit = 100
    let text = unicodeScalars.count > limit ? String(unicodeScalars.prefix(limit)) + "…" : self
    return "'\(text.printable)'"
  }
}

extension Unicode.Scalar {
  /// The scalar as it would be written in a Swift string literal.
  fileprivate var escaped: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\0"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
