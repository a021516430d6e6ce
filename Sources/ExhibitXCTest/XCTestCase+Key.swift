import ExhibitRecord
import ExhibitSupport
import XCTest

extension XCTestCase {
  /// The test's key; XCTest's own name lacks the module.
  var exhibitKey: TestKey {
    TestKey(suite: exhibitSuite, name: exhibitMethod)
  }

  /// The class's name, taken apart.
  var exhibitSuite: TestKey.Suite { Suites.shared.suite(of: type(of: self)) }

  /// The object's place in memory, by which its test is found again.
  var exhibitObject: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }

  /// The method's name: `name` is `Class.method` on Linux and `-[Module.Class method]` on Apple systems.
  var exhibitMethod: String {
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
      // `String(reflecting:)` says the same, but first looks for a way of the type to describe itself.
      var rest = _typeName(type, qualified: true)
      let module = rest.part(beforeFirst: ".")
      var types: [String] = []
      while let next = rest.part(behindFirst: ".") {
        rest = next
        types.append(rest.part(beforeFirst: "."))
      }
      let suite = TestKey.Suite(module: module, suites: types)
      suites[ObjectIdentifier(type)] = suite
      return suite
    }
  }
}
