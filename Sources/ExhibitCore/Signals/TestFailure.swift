/// What a signal tells about a failure.
public struct TestFailure: Sendable, Hashable {
  /// The test's id.
  public let testID: String

  /// What failed.
  public let message: String

  /// Where, if that is known.
  public let file: String?

  /// The line there.
  public let line: Int?
}
