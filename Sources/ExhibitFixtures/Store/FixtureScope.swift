/// How long something lives that tests use.
public enum FixtureScope: String, Hashable, Sendable, CaseIterable {
  /// Until the test that is running has ended.
  case test
  /// Until the first test of another class starts, or the tests of this process are over.
  case `class`
  /// Until the tests of this process are over.
  case run
}
