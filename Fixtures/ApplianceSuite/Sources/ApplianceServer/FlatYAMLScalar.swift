/// The value of one line of a configuration file.
struct FlatYAMLScalar {
  /// Why a text is not a value.
  struct SyntaxError: Error {
    let reason: String
  }

  let value: String

  init(value: String) {
    self.value = value
  }

  /// Reads what stands after the colon: a plain or quoted value, perhaps a comment.
  init(parsing text: Substring) throws(SyntaxError) {
    let text = text.drop(while: \.isWhitespace)
    switch text.first {
    case "\"":
      value = try Self.parseDoubleQuoted(text.dropFirst())
    case "'":
      value = try Self.parseSingleQuoted(text.dropFirst())
    case "[", "{", "&", "*", "!", "|", ">", "%", "@", "`":
      throw SyntaxError(reason: "a plain value must not begin with `\(text.prefix(1))`, quote it")
    default:
      value = try Self.parsePlain(text)
    }
  }

  /// The value in double quotes.
  var quoted: String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.properties.isWhitespace && scalar != " " || scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func parsePlain(_ text: Substring) throws(SyntaxError) -> String {
    var plain = text
    if text.first == "#" {
      plain = ""
    } else if let comment = text.firstRange(of: " #") {
      plain = text[..<comment.lowerBound]
    }
    while plain.last?.isWhitespace == true {
      plain.removeLast()
    }
    guard !plain.contains(": "), plain.last != ":" else {
      throw SyntaxError(reason: "a plain value must not contain `: `, quote it")
    }
    return String(plain)
  }

  private static func parseSingleQuoted(_ text: Substring) throws(SyntaxError) -> String {
    var result = ""
    var rest = text
    while let character = rest.popFirst() {
      if character != "'" {
        result.append(character)
      } else if rest.first == "'" {
        result.append("'")
        rest.removeFirst()
      } else {
        try expectEnd(of: rest)
        return result
      }
    }
    throw SyntaxError(reason: "the closing quote is missing")
  }

  private static func parseDoubleQuoted(_ text: Substring) throws(SyntaxError) -> String {
    var result = ""
    var rest = text
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        try expectEnd(of: rest)
        return result
      case "\\":
        result.unicodeScalars.append(try parseEscape(&rest))
      default:
        result.append(character)
      }
    }
    throw SyntaxError(reason: "the closing quote is missing")
  }

  private static func parseEscape(_ rest: inout Substring) throws(SyntaxError) -> Unicode.Scalar {
    let character = rest.popFirst()
    switch character {
    case "\"": return "\""
    case "\\": return "\\"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      let code = digits.count == 4 ? UInt32(digits, radix: 16) : nil
      guard let scalar = code.flatMap({ Unicode.Scalar($0) }) else {
        throw SyntaxError(reason: "`\\u` needs four hexadecimal digits")
      }
      return scalar
    default:
      throw SyntaxError(reason: "unknown escape `\\\(character.map(String.init) ?? "")`")
    }
  }

  private static func expectEnd(of text: Substring) throws(SyntaxError) {
    let rest = text.drop(while: \.isWhitespace)
    guard rest.isEmpty || (rest.startIndex > text.startIndex && rest.hasPrefix("#")) else {
      throw SyntaxError(reason: "unexpected `\(rest)` after the closing quote")
    }
  }
}
