import ExhibitRecord
import XCTest

extension XCTestCase {
  /// The test's key; XCTest's own name lacks the module.
  var exhibitKey: TestKey {
    TestKey(suite: exhibitSuite, name: exhibitMethod)
  }

  /// The class's name, taken apart.
  var exhibitSuite: TestKey.Suite {
    // `String(reflecting:)` says the same, but first looks for a way of the type to describe itself.
    var rest = _typeName(type(of: self), qualified: true)
    let module = rest.part(beforeFirst: ".")
    var types: [String] = []
    while let next = rest.part(behindFirst: ".") {
      rest = next
      types.append(rest.part(beforeFirst: "."))
    }
    return TestKey.Suite(module: module, suites: types)
  }

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
