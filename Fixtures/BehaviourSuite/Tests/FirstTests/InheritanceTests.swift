import SharedCases
import XCTest

/// A base class that has tests itself.
class BaseTests: XCTestCase {
  func testIsInherited() {}

  func testIsOverridden() {}
}

/// A subclass in the same module.
final class DerivedTests: BaseTests {
  override func testIsOverridden() {
    XCTFail("from the subclass")
  }

  func testIsOfTheSubclass() {}
}

/// A subclass of a class of another module, whose test SwiftPM does not list on Linux.
final class SharedTests: SharedCase {
  func testIsOfTheSubclass() {}
}

#if canImport(ObjectiveC)
  enum Outer {
    /// A class inside another type, which SwiftPM does not build on Linux: the list of tests that it makes there names
    /// the class without the type around it.
    final class NestedTests: XCTestCase {
      func testIsNested() {}
    }
  }
#endif
