/// What is said of an artifact beside its description.
struct ArtifactLabels: Sendable, Hashable {
  /// What joins it with others, such as the screenshot and the text of one failure.
  var group: String?
  /// What a person is told that it is.
  var displayType: String?
  /// What its file is to be called, if not as its description.
  var fileName: String?
}
