package import ExhibitRecord

/// How a test ended.
public struct TestOutcome: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The word that stands in the record.
  public let rawValue: String

  /// Creates an outcome from its word.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  package init(_ outcome: Outcome) {
    rawValue = outcome.rawValue
  }

  /// The test passed.
  public static let passed = TestOutcome(rawValue: "passed")
  /// The test failed.
  public static let failed = TestOutcome(rawValue: "failed")
  /// Set-up or tear-down failed although the body passed.
  public static let error = TestOutcome(rawValue: "error")
  /// The test was skipped.
  public static let skipped = TestOutcome(rawValue: "skipped")
  /// The test failed as it was expected to.
  public static let expectedFailure = TestOutcome(rawValue: "expectedFailure")
  /// The test was expected to fail and passed.
  public static let unexpectedPass = TestOutcome(rawValue: "unexpectedPass")

  /// The word itself.
  public var description: String { rawValue }
}
