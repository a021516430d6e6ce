import CExhibitRecord

/// What is wrong with a pattern of what is to be taken out.
package struct RedactionPatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it is wrong: the number of the character, from 1.
  package let character: Int

  /// What is wrong.
  package let message: String

  /// What to do about it, if there is something to propose.
  package let remedy: String?

  init(_ error: exhibit_pattern_error, in pattern: String) {
    character = pattern.utf8.prefix(error.position).count { $0 & 0xC0 != 0x80 } + 1
    message = Self.text(error.message)
    remedy = Self.text(error.remedy).isEmpty ? nil : Self.text(error.remedy)
  }

  /// What is wrong, and where.
  package var description: String { "\(message), at character \(character) of the pattern" }

  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
