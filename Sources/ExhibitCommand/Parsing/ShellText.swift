/// Writes text so that a shell takes it literally.
enum ShellText {
  /// Returns a text in single quotes, as bash and zsh read them.
  static func quoted(_ text: String) -> String { "'" + replacing("'", by: "'\\''", in: text) + "'" }

  /// Returns texts in single quotes, separated by spaces.
  static func quoted(_ texts: [String]) -> String { texts.map(quoted).joined(separator: " ") }

  /// Returns a text that bash and zsh read as one word, in quotes only if it has to be.
  static func word(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// Returns a text that fish reads as one word, in quotes only if it has to be.
  static func fishWord(_ text: String) -> String { isPlain(text) ? text : fishQuoted(text) }

  /// Returns a text in single quotes, as fish reads them.
  static func fishQuoted(_ text: String) -> String {
    "'" + escaped(text, characters: "\\'") + "'"
  }

  /// Returns a text with a backslash before some characters, and before backslashes if they are among them.
  static func escaped(_ text: String, characters: String) -> String {
    text.reduce(into: "") { result, character in
      if characters.contains(character) { result += "\\" }
      result.append(character)
    }
  }

  /// Returns the name of the completion function of a command.
  static func functionName(for command: String) -> String {
    "_" + command.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
  }

  /// Whether every shell takes a text literally.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  /// Returns a text with a character replaced.
  private static func replacing(_ character: Character, by replacement: String, in text: String) -> String {
    text.map { $0 == character ? replacement : String($0) }.joined()
  }
}
