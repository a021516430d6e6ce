/// How long something lives that tests use.
public enum FixtureScope: String, Hashable, Sendable, CaseIterable {
  /// Until the test that is running has ended.
  case test
  /// Until the first test of another class starts, or the tests of this process are over. The class's own set-up, `class
  /// func setUp()`, can use it too.
  case `class`
  /// Until the tests of this process are over.
  case run
}

extension FixtureScope: Comparable {
  /// Whether one ends before the other.
  public static func < (first: FixtureScope, second: FixtureScope) -> Bool { first.length < second.length }

  private var length: Int {
    switch self {
    case .test: 0
    case .class: 1
    case .run: 2
    }
  }
}
