public import Foundation

/// A file that was saved for a test.
public struct Artifact: Sendable, Hashable {
  /// What it is, as it was described when it was saved.
  public let description: String

  /// Where it is.
  public let url: URL

  /// The kind of its content.
  public let contentType: ContentType

  /// Its size in bytes.
  public let byteCount: Int
}
