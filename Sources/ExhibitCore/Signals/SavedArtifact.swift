/// What a signal tells about an artifact.
public struct SavedArtifact: Sendable, Hashable {
  /// The test's id.
  public let testID: String

  /// The artifact.
  public let artifact: Artifact
}
