public import ExhibitCore
import ExhibitSupport
public import XCTest

extension XCTestCase {
  /// Collects the soft assertions of the whole test, from all its tasks and threads, and reports them when it is torn
  /// down.
  ///
  /// Call it in `setUp`, or at the beginning of a test.
  /// - Returns: The scope.
  @discardableResult
  public func collectSoftAssertions() -> SoftAssertions {
    let scope = SoftAssertions.beginTest()
    addTeardownBlock { scope.endTest() }
    return scope
  }
}

/// Called before the first failure is reported, also if Exhibit is switched off: a test fails with it as without it.
@_cdecl("exhibit_register_soft_assertions")
func registerSoftAssertions() {
  SoftAssertions.reporter.withLock { $0 = .framework { XCTFail($0.message, file: $0.file, line: $0.line) } }
}
