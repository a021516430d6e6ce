import XCTest

/// A base class of test cases, in a module of its own.
open class SharedCase: XCTestCase {
  open func testIsInheritedFromAnotherModule() {}
}
