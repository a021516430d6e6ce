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

  /// What joins it with others, such as the screenshot and the text of one failure.
  public private(set) var group: String?

  /// What a person is told that it is, as in "Screenshot".
  public private(set) var displayType: String?

  init(
    description: String, url: URL, contentType: ContentType, byteCount: Int, labels: ArtifactLabels = ArtifactLabels()
  ) {
    self.description = description
    self.url = url
    self.contentType = contentType
    self.byteCount = byteCount
    group = labels.group
    displayType = labels.displayType
  }
}
