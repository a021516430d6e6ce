import CExhibitRecord
import ExhibitRecord
import Foundation

/// Takes secrets out of one artifact if it is a text; in others it only looks for them, as a change would break them.
final class ArtifactRedaction {
  private let redactor: Redactor
  private let contentType: ContentType
  private let isKnownText: Bool

  /// Whether a named value was found and left there.
  private(set) var isSecretLeft = false

  /// Creates what takes secrets out of an artifact.
  ///
  /// - Parameters:
  ///   - redactor: What takes them out.
  ///   - contentType: What it is said to be.
  ///   - isKnownText: Whether it is a text whatever it is said to be.
  init(redactor: Redactor, contentType: ContentType, isKnownText: Bool = false) {
    self.redactor = redactor
    self.contentType = contentType
    self.isKnownText = isKnownText
  }

  /// Gives the bytes as they may be written to the closure.
  func apply(
    to bytes: UnsafeRawBufferPointer, _ write: (UnsafeRawBufferPointer) throws(FileSystem.Failure) -> Void
  ) throws(FileSystem.Failure) {
    guard isText(beginning: bytes) else {
      isSecretLeft = redactor.withRules {
        $0.map { exhibit_rules_hold_word($0, bytes.baseAddress, bytes.count) } ?? false
      }
      return try write(bytes)
    }
    var result: UnsafeMutablePointer<CChar>?
    let count = redactor.withRules { rules in
      rules.map { exhibit_redact($0, bytes.baseAddress, bytes.count, Redactor.replacement, &result) } ?? -1
    }
    defer { free(result) }
    if count == -2 { throw FileSystem.Failure(path: "a text without secrets", code: ENOMEM) }
    try write(result.map { UnsafeRawBufferPointer(start: $0, count: count) } ?? bytes)
  }

  /// Begins with a file that comes in pieces.
  ///
  /// - Parameters:
  ///   - beginning: The first piece.
  ///   - write: Writes bytes; returns whether it could.
  /// - Returns: Takes each piece, the first one too, and at the end `nil`; returns whether it could be written. There is
  ///   none if memory ran out.
  func stream(
    beginning: UnsafeRawBufferPointer, _ write: @escaping (UnsafeRawBufferPointer) -> Bool
  ) -> ((UnsafeRawBufferPointer?) -> Bool)? {
    if isText(beginning: beginning) {
      guard let stream = RedactionStream(redactor: redactor, write: write) else { return nil }
      return { piece in piece.map { stream.feed($0) } ?? stream.flush() }
    }
    guard let stream = RedactionStream(redactor: redactor, wordsOnly: true, write: { _ in true }) else { return nil }
    return { [self] piece in
      guard let piece else {
        _ = stream.flush()
        isSecretLeft = stream.hasFound
        return true
      }
      return stream.feed(piece) && write(piece)
    }
  }

  /// Whether it is a text; of what is neither known to be one nor known to be none, whether it begins like one.
  ///
  /// The beginning decides: a text with a wrong byte somewhere is to lose its secrets too.
  private func isText(beginning: UnsafeRawBufferPointer) -> Bool {
    if isKnownText || contentType.isText { return true }
    if contentType.isBinary { return false }
    return exhibit_looks_like_text(beginning.baseAddress, min(beginning.count, 4096))
  }
}
