import ExhibitCore
import XCTest

/// Fails a test for what hooks threw while it was running.
///
/// XCTest ends the process if a failure is recorded when the test is over, which another thread can never be sure of. So
/// it is done where XCTest itself runs code of the test: in the last of its teardown blocks.
struct HookErrorRelay {
  private struct Reference: @unchecked Sendable {  // Used by a block that XCTest runs as it runs the test itself.
    unowned let testCase: XCTestCase
  }

  private let reference: Reference
  private let attempt: TestAttempt

  init(_ testCase: XCTestCase, _ attempt: TestAttempt) {
    reference = Reference(testCase: testCase)
    self.attempt = attempt
  }

  /// Adds the block; it must be the first, as the last one added runs first.
  func begin() {
    reference.testCase.addTeardownBlock { [reference, attempt] in
      let testCase = reference.testCase
      // Without this, a failure ends the process on Linux.
      let continues = testCase.continueAfterFailure
      testCase.continueAfterFailure = true
      defer { testCase.continueAfterFailure = continues }
      // What the failures themselves lead to is not for this test any more.
      for message in attempt.takeHookErrors() { Self.fail(testCase, message) }
    }
  }

  private static func fail(_ testCase: XCTestCase, _ message: String) {
    #if canImport(ObjectiveC)
      testCase.record(XCTIssue(type: .assertionFailure, compactDescription: message))
    #else
      // So does XCTest where it knows no place.
      testCase.recordFailure(withDescription: message, inFile: "<EXPR>", atLine: 0, expected: true)
    #endif
  }
}
