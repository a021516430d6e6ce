/// What a signal tells about a test.
public struct TestInformation: Sendable, Hashable {
  /// The test's id, `Module.Class/method` for XCTest.
  public let testID: String

  /// Which attempt at the test it is, from 1.
  public let attempt: Int

  /// How it ended, once it has.
  public let outcome: TestOutcome?
}
