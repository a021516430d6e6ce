import ExhibitRecord
import Foundation

/// The names that an artifact's file may get, in order of preference.
///
/// A description that is an ordinary name stays as it is and gets the extension of the content type if it has no usual
/// one. Of two artifacts with one description, or with descriptions that a file system takes for the same, the second
/// is `name-2.txt`.
struct ArtifactFileName {
  private var stem: String
  private var suffix: String

  /// Finds the names.
  ///
  /// - Parameters:
  ///   - description: What the artifact is.
  ///   - contentType: What kind of content it has.
  ///   - redactor: What takes secrets out of the names.
  init(description: String, contentType: ContentType, redactor: Redactor? = nil) {
    let description = redactor?.redactedFileName(description) ?? description
    let (base, own) = description.splitAtExtension
    let usual = contentType.fileExtension
    // Of bytes that nothing is known of, the extension is all that says what they are.
    let isUnknown = usual == nil || contentType == .data
    let kept = own.flatMap { ContentType(fileExtension: $0) != nil || isUnknown ? $0 : nil }
    let name = kept == nil ? description : base
    let wanted = kept ?? usual
    let ext = wanted.flatMap { PathComponent.ordinary($0) }.flatMap { $0.utf8.count <= 16 ? $0 : nil }
    stem = Self.readable(ext == nil ? description : name, without: redactor)
    suffix = ext.map { "." + $0 } ?? ""
    if let redactor { redactTogether(redactor) }
  }

  /// Takes out a secret that only the name and the extension together make.
  private mutating func redactTogether(_ redactor: Redactor) {
    let name = stem + suffix
    let redacted = redactor.redactedFileName(name)
    // Of what a pattern takes out whole the extension may stay.
    if stem == Redactor.fileNameReplacement || redacted.isIdentical(to: name) { return }
    (stem, suffix) = (Self.readable(redacted, without: redactor), "")
  }

  /// The name for the given number of tries, from 1.
  func candidate(_ number: Int) -> String {
    number == 1 ? stem + suffix : "\(stem)-\(number)\(suffix)"
  }

  /// The text with everything that a file name should not hold replaced by `_`.
  private static func readable(_ text: String, without redactor: Redactor?) -> String {
    if let ordinary = PathComponent.ordinary(text) { return ordinary }
    let legible = redactor.map { PathComponent.legible(text, without: $0) } ?? text
    let distinct = PathComponent.distinct(legible, hashing: "")
    let readable = distinct.prefix { $0 != "@" }
    return PathComponent.ordinary(String(readable)) ?? "_" + readable
  }
}
