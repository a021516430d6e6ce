/// The small part of YAML that configuration files use: one `key: value` a line, and comments.
///
/// Values are strings: plain, in single quotes, or in double quotes with escapes.
enum FlatYAML {
  /// One `key: value` and the number of its line.
  struct Entry: Sendable, Equatable {
    let key: String
    let value: String
    let line: Int
  }

  /// - Throws: ``ConfigurationError`` with the first line that is wrong.
  static func parse(_ text: String) throws -> [Entry] {
    var entries: [Entry] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      guard let entry = try parse(line: line, number: index + 1) else { continue }
      if let first = entries.first(where: { $0.key == entry.key }) {
        let reason = "`\(entry.key)` is already set in line \(first.line)"
        throw ConfigurationError(line: entry.line, reason: reason)
      }
      entries.append(entry)
    }
    return entries
  }

  static func render(_ pairs: [(key: String, value: String)]) -> String {
    pairs.map { "\($0.key): \(quoteIfNeeded($0.value))\n" }.joined()
  }

  private static func parse(line: Substring, number: Int) throws -> Entry? {
    let content = line.drop(while: \.isWhitespace)
    if content.isEmpty || content.hasPrefix("#") || (number == 1 && line == "---") {
      return nil
    }
    func fail(_ reason: String) -> ConfigurationError {
      ConfigurationError(line: number, reason: reason)
    }
    guard content.startIndex == line.startIndex else {
      throw fail("a line must not be indented, there are no nested values")
    }
    guard let colon = line.firstIndex(of: ":") else {
      throw fail("expected `key: value`, found `\(line)`")
    }
    let key = line[..<colon]
    guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber || "_-".contains($0) }) else {
      throw fail("`\(key)` is not a key")
    }
    let rest = line[line.index(after: colon)...]
    guard rest.isEmpty || rest.first == " " else {
      throw fail("expected a space after `\(key):`")
    }
    let value: String
    do {
      value = try FlatYAMLScalar(parsing: rest).value
    } catch {
      throw fail(error.reason)
    }
    return Entry(key: String(key), value: value, line: number)
  }

  private static func quoteIfNeeded(_ value: String) -> String {
    let isPlain = value.allSatisfy { character in
      guard character.isASCII else { return false }
      return character.isLetter || character.isNumber || " ._/@+-".contains(character)
    }
    let isSafe = isPlain && value.first?.isLetter == true && value.last != " "
    return isSafe ? value : FlatYAMLScalar(value: value).quoted
  }
}
