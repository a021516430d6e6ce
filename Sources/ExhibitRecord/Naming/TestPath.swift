/// The wanted place of an attempt's directory below `tests/`, before it is known who else is there.
package struct TestPath: Sendable {
  /// One level of the path.
  package struct Component: Sendable {
    /// What the component stands for; two components are the same if this is.
    package let original: String

    /// The name unchanged, if it is ordinary.
    package let ordinary: String?

    private let readable: String
    private let suffix: String

    init(original: String, readable: String, suffix: String = "", isOrdinaryAllowed: Bool = true) {
      self.original = original + suffix
      self.readable = readable
      self.suffix = suffix
      ordinary = isOrdinaryAllowed ? PathComponent.ordinary(readable).map { $0 + suffix } : nil
    }

    /// The name that tells the component apart from that of every other original.
    package var distinct: String {
      PathComponent.distinct(readable, hashing: original) + suffix
    }
  }

  /// Module and types.
  package let directories: [Component]

  /// The test itself, with its attempt.
  package let leaf: Component

  /// The place of an attempt.
  ///
  /// - Parameters:
  ///   - key: The test.
  ///   - attempt: 1 for the first; only later ones show in the name, as `name@attempt2`.
  package init(key: TestKey, attempt: Int) {
    let levels = [key.module] + key.suites
    // A path may not become longer than systems allow, however deep the types are nested.
    if levels.count > 8 || levels.reduce(0, { $0 + $1.utf8.count }) > 600 {
      directories = [Component(original: key.location, readable: key.location, isOrdinaryAllowed: false)]
    } else {
      directories = levels.map { Component(original: $0, readable: $0) }
    }
    leaf = Component(
      original: key.description,
      readable: key.testCase.map { "\(key.name) \($0)" } ?? key.name,
      suffix: attempt == 1 ? "" : "@attempt\(attempt)",
      isOrdinaryAllowed: key.isRegular && key.testCase == nil
    )
  }
}
