/// What a signal tells about the run.
public struct RunInformation: Sendable, Hashable {
  /// The run's id.
  public let runID: String

  /// The run's directory, an absolute path.
  public let directory: String
}
