import ExhibitRecord
import Foundation

/// The names that an artifact's file may get, in order of preference.
///
/// A description that is an ordinary name stays as it is and gets the extension of the content type if it has no usual
/// one. Of two artifacts with one description, or with descriptions that a file system takes for the same, the second
/// is `name-2.txt`.
struct ArtifactFileName {
  private let stem: String
  private let suffix: String

  init(description: String, contentType: ContentType) {
    let base = (description as NSString).pathExtension
    let hasExtension = !base.isEmpty && (ContentType(fileExtension: base) != nil || contentType.fileExtension == nil)
    let name = hasExtension ? (description as NSString).deletingPathExtension : description
    let wanted = hasExtension ? base : contentType.fileExtension
    let ext = wanted.flatMap { PathComponent.ordinary($0) }.flatMap { $0.utf8.count <= 16 ? $0 : nil }
    let isSplit = ext != nil || !hasExtension
    stem = Self.readable(isSplit ? name : description)
    suffix = ext.map { "." + $0 } ?? ""
  }

  /// The name for the given number of tries, from 1.
  func candidate(_ number: Int) -> String {
    number == 1 ? stem + suffix : "\(stem)-\(number)\(suffix)"
  }

  /// The text with everything that a file name should not hold replaced by `_`.
  private static func readable(_ text: String) -> String {
    if let ordinary = PathComponent.ordinary(text) { return ordinary }
    let distinct = PathComponent.distinct(text, hashing: "")
    let readable = distinct.prefix { $0 != "@" }
    return PathComponent.ordinary(String(readable)) ?? "_" + readable
  }
}
