import Foundation

/// A secret value, in all forms in which it is looked for.
enum RedactionWord {
  /// Shorter values stand in too many places that have nothing to do with them.
  static let shortest = 4

  /// The shortest line of a value of several lines that counts alone.
  private static let shortestLine = 8

  /// The most bytes that are searched for in one piece.
  private static let longest = 8192

  /// The value itself, as it stands in a string of JSON and of Swift, and each of its lines; letters with marks composed
  /// and decomposed.
  ///
  /// A private key is seldom shown in one piece: log formats indent its lines.
  static func forms(of value: String) -> Set<ExactString> {
    var forms: Set<ExactString> = []
    for text in ([value] + lines(of: value)).flatMap(spellings) {
      for form in [text, escaped(text), escaped(text, "/"), escaped(text, "'")] {
        forms.formUnion(pieces(of: form))
      }
    }
    return forms
  }

  /// The ways to write a text that count as the same for people, and for Swift.
  private static func spellings(of text: String) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return [text] }
    return [text, text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping]
  }

  private static func lines(of value: String) -> [String] {
    let lines = value.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return lines.count < 2 ? [] : lines.filter { $0.count >= shortestLine }.map { String(Substring($0)) }
  }

  /// The text as it stands in a literal, where quotes, backslashes and control characters are escaped.
  private static func escaped(_ text: String, _ other: Unicode.Scalar = "\"") -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\", "\"", other: result += "\\\(scalar)"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      default:
        if scalar.value < 0x20 {
          result += "\\u" + hexadecimal(UInt64(scalar.value), digits: 4)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// A value that is too long to be searched for is known by its parts.
  private static func pieces(of text: String) -> [ExactString] {
    let bytes = Array(text.utf8)
    if bytes.count <= longest { return [ExactString(text)] }
    // The last one overlaps the one before, so that none is too short.
    let starts = Array(stride(from: 0, to: bytes.count - longest, by: longest)) + [bytes.count - longest]
    return starts.map { ExactString(String(decoding: bytes[$0..<($0 + longest)], as: UTF8.self)) }
  }
}
