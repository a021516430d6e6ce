/// The wanted place of an attempt's directory below `tests/`, before it is known who else is there.
package struct TestPath: Sendable {
  /// What a component stands for; two components are the same if this is.
  package enum Origin: Sendable {
    /// A module or type.
    case level(ExactString)
    /// A module and types too deeply nested for a directory each.
    case location(ExactString)
    /// An attempt at a test.
    case attempt(TestKey, Int)

    /// A text that no other origin has, but for another attempt at the same test.
    fileprivate var text: String {
      switch self {
      case .level(let name): "l" + name.text
      case .location(let name): "p" + name.text
      case .attempt(let key, _): key.testCase.map { "c\(key.id.utf8.count):\(key.id)\($0)" } ?? "t" + key.id
      }
    }

    /// A text that no other origin has, also where texts that look the same are equal.
    ///
    /// It is what tables are made by: the search for how a type of our own is hashed takes longer, where a process
    /// starts, than all tables of its first test.
    package var key: String {
      let text = text
      let exact = text.isPrintableASCII ? "=" + text : text.utf8.map { String($0) }.joined(separator: ",")
      guard case .attempt(_, let number) = self else { return exact }
      return "\(number)" + exact
    }
  }

  /// One level of the path.
  package struct Component: Sendable {
    /// What the component stands for.
    package let origin: Origin

    /// The name unchanged, if it is ordinary.
    package let ordinary: String?

    /// Whether the name lacks a secret, so that others may have the same.
    let isRedacted: Bool

    private let readable: String
    private let suffix: String

    fileprivate init(
      _ origin: Origin, readable original: String, suffix: String = "", isOrdinaryAllowed: Bool = true,
      redactor: Redactor?
    ) {
      let readable = redactor.map { PathComponent.legible($0.redactedFileName(original), without: $0) } ?? original
      isRedacted = redactor != nil && !readable.isIdentical(to: original)
      self.origin = origin
      self.readable = readable
      self.suffix = suffix
      // A name that others may have too is never taken for the ordinary name of another test.
      let isOrdinaryAllowed = isOrdinaryAllowed && !isRedacted
      ordinary = isOrdinaryAllowed ? PathComponent.ordinary(readable).map { suffix.isEmpty ? $0 : $0 + suffix } : nil
    }

    /// The name that tells the component apart from that of every other origin.
    package var distinct: String {
      // The hash of what holds a secret would tell who guesses it that the guess is right.
      PathComponent.distinct(readable, hashing: isRedacted ? "r" + readable : origin.text) + suffix
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
  ///   - attempt: 1 for the first.
  ///   - redactor: What takes secrets out of the names.
  package init(key: TestKey, attempt: Int, redactor: Redactor? = nil) {
    directories = Self.directories(of: key, redactor: redactor)
    leaf = Self.leaf(of: key, attempt: attempt, redactor: redactor)
  }

  /// Module and types of a test.
  static func directories(of key: TestKey, redactor: Redactor?) -> [Component] {
    let levels = [key.module] + key.suites
    // A path may not become longer than systems allow, however deep the types are nested.
    if levels.count > 8 || levels.reduce(0, { $0 + $1.utf8.count }) > 600 {
      let location = key.location
      return [
        Component(.location(ExactString(location)), readable: location, isOrdinaryAllowed: false, redactor: redactor)
      ]
    }
    return levels.map { Component(.level(ExactString($0)), readable: $0, redactor: redactor) }
  }

  /// The test itself.
  ///
  /// - Parameters:
  ///   - key: The test.
  ///   - attempt: 1 for the first; only later ones show in the name, as `name@attempt2`.
  ///   - redactor: What takes secrets out of the name.
  /// - Returns: The last component of its path.
  static func leaf(of key: TestKey, attempt: Int, redactor: Redactor?) -> Component {
    Component(
      .attempt(key, attempt),
      readable: key.testCase.map { "\(key.name) \($0)" } ?? key.name,
      suffix: attempt == 1 ? "" : "@attempt\(attempt)",
      isOrdinaryAllowed: key.isRegular && key.testCase == nil,
      redactor: redactor
    )
  }
}
