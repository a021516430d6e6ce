/// What a signal tells about the reports of a run.
public struct ReportInformation: Sendable {
  /// The run's id.
  public let runID: String

  /// The directory of the reports, an absolute path.
  public let directory: String

  /// The reports that were rendered, absolute paths; none before that.
  public let files: [String]

  /// The first error of a hook of `build_report`, if one failed.
  public let hookError: (any Error)?
}
