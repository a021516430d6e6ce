import CExhibitRecord
package import Foundation

/// Takes secrets out of texts: words wherever they stand, and what patterns match within a line.
///
/// It never changes; ``RedactionRules`` replaces it by another when there is more to take out.
package final class Redactor: Sendable {
  /// What stands in the place of a secret.
  package static let replacement = "[redacted]"

  /// What stands in its place in the name of a file.
  package static let fileNameReplacement = "redacted"

  /// Where the compiled rules are, memory that is only read until it is freed.
  private let address: UInt

  /// Compiles words, as they are, and patterns; fails if memory ran out.
  ///
  /// - Throws: The error of the first pattern that cannot be understood.
  init?(words: some Sequence<ExactString>, patterns: [String]) throws(RedactionPatternError) {
    guard let builder = exhibit_rules_builder_make() else { return nil }
    var failure: RedactionPatternError?
    for word in words {
      word.text.withContiguousUTF8 { exhibit_rules_builder_add_word(builder, $0.baseAddress, $0.count) }
    }
    for pattern in patterns where failure == nil {
      failure = pattern.withContiguousUTF8 { bytes in
        var error = exhibit_pattern_error()
        let isUnderstood = exhibit_rules_builder_add_pattern(
          builder, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &error)
        return isUnderstood ? nil : RedactionPatternError(error, in: pattern)
      }
    }
    let rules = exhibit_rules_builder_finish(builder)
    if let failure {
      exhibit_rules_free(rules)
      throw failure
    }
    guard let rules else { return nil }
    address = UInt(bitPattern: rules)
  }

  deinit {
    exhibit_rules_free(rules)
  }

  private var rules: OpaquePointer? { OpaquePointer(bitPattern: address) }

  /// Calls the closure with the compiled rules, which live as long as this object.
  package func withRules<Result>(_ body: (OpaquePointer?) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(rules) }
  }

  /// The bytes of the longest word.
  package var longestWord: Int { withRules { $0.map { exhibit_rules_longest_word($0) } ?? 0 } }

  /// A text without secrets.
  package func redact(_ text: String) -> String {
    redact(text, replacement: Self.replacement)
  }

  /// Bytes of a text without secrets.
  package func redact(_ bytes: Data) -> Data {
    guard let rules else { return bytes }
    return bytes.withUnsafeBytes { bytes in
      var result: UnsafeMutablePointer<CChar>?
      let count = exhibit_redact(rules, bytes.baseAddress, bytes.count, Self.replacement, &result)
      defer { free(result) }
      // Without memory nothing is better than a secret.
      if count == -2 { return Data(Self.replacement.utf8) }
      return result.map { Data(bytes: $0, count: count) } ?? Data(bytes)
    }
  }

  /// The name of a file without secrets.
  package func redactedFileName(_ name: String) -> String {
    redact(name, replacement: Self.fileNameReplacement)
  }

  private func redact(_ text: String, replacement: String) -> String {
    guard let rules else { return text }
    return text.withContiguousUTF8 { bytes in
      var result: UnsafeMutablePointer<CChar>?
      let count = exhibit_redact(rules, bytes.baseAddress, bytes.count, replacement, &result)
      // Without memory nothing is better than a secret.
      if count == -2 { return replacement }
      guard let result else { return text }
      defer { free(result) }
      return String(decoding: UnsafeRawBufferPointer(start: result, count: count), as: UTF8.self)
    }
  }
}
