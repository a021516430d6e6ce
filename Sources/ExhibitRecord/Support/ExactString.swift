/// A string that equals another only if it has the same bytes.
package struct ExactString: Hashable, Sendable {
  /// The string.
  package let text: String

  /// Wraps a string.
  package init(_ text: String) {
    self.text = text
  }

  /// Whether two strings have the same bytes.
  package static func == (lhs: ExactString, rhs: ExactString) -> Bool {
    lhs.text.isIdentical(to: rhs.text)
  }

  /// Feeds the string's own hash, which is the same for the same bytes.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}
