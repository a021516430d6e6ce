/// What the last signal about a test tells.
public struct TestTearDown: Sendable {
  /// The test.
  public let test: TestInformation

  /// The test's first failure, if it had one.
  public let failure: TestFailure?

  /// The first error of a hook of `finish_test`, if one failed.
  public let hookError: (any Error)?
}
