import ExhibitRecord
import Foundation

/// The end of a text that is too long to be kept, free of the rest of a secret in whose middle it would begin.
struct TextEnd {
  /// How much more of the text must be at hand: room for a secret that is cut off, and so not known for one, and for the
  /// line in which it stands.
  private static let margin = 1 << 16

  /// How many bytes must be at hand to keep as many as the limit says.
  static func wanted(for limit: Int) -> Int { min(limit, .max - margin) + margin }

  /// Whether there is more of the text than is kept.
  var isCut: Bool { total > limit }

  private let last: Data
  private let total: Int
  private let limit: Int

  /// Takes the last bytes of a text.
  ///
  /// - Parameters:
  ///   - bytes: All of the text, or at least as much of its end as is kept and the margin.
  ///   - total: How many bytes the text has.
  ///   - limit: How many bytes are kept.
  init(of bytes: Data, outOf total: Int, limit: Int) {
    last = bytes.suffix(Self.wanted(for: limit))
    self.total = total
    self.limit = limit
  }

  /// What is kept; of a text that is not cut all, as it is.
  func bytes(without redaction: RedactionRules) -> Data {
    guard isCut else { return last }
    guard let redactor = redaction.redactor else { return last.suffix(limit) }
    let text = redactor.redact(last)
    guard last.count < total else { return text.suffix(limit) }
    // What is taken out makes the text shorter, so its beginning may be among what is kept.
    let head = text.prefix(Self.margin).dropFirst(redactor.longestWord)
    let start = head.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? head.endIndex
    return text[start...].suffix(limit)
  }
}
