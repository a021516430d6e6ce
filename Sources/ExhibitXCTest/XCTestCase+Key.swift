import ExhibitRecord
import ExhibitSupport
import XCTest

extension XCTestCase {
  /// The test's key; XCTest's own name lacks the module.
  var exhibitKey: TestKey {
    TestKey(suite: Suites.shared.suite(of: type(of: self)), name: method)
  }

  /// The method's name: `name` is `Class.method` on Linux and `-[Module.Class method]` on Apple systems.
  private var method: String {
    let name = name
    if name.hasPrefix("-["), name.hasSuffix("]"), let space = name.lastIndex(of: " ") {
      return String(name[name.index(after: space)...].dropLast())
    }
    return name.part(behindLast: ".")
  }
}

/// The names of test classes, taken apart.
///
/// Asking the runtime takes a microsecond, for each test anew.
private final class Suites: Sendable {
  static let shared = Suites()

  private let suites = Locked<[ObjectIdentifier: TestKey.Suite]>([:])

  func suite(of type: XCTestCase.Type) -> TestKey.Suite {
    suites.withLock { suites in
      if let suite = suites[ObjectIdentifier(type)] { return suite }
      let path = String(reflecting: type).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let suite = TestKey.Suite(module: path.first ?? "", suites: Array(path.dropFirst()))
      suites[ObjectIdentifier(type)] = suite
      return suite
    }
  }
}
