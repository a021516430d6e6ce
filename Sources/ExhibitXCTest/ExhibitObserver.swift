public import Foundation
public import XCTest

/// Translates what XCTest tells its observers into the record and into hook events.
///
/// Linking the product `Exhibit` registers one by itself. With `EXHIBIT_AUTO=0` in the environment that is left to you:
/// ```swift
/// XCTestObservationCenter.shared.addTestObserver(ExhibitObserver())
/// ```
/// With several, each event is still translated once.
public final class ExhibitObserver: NSObject, XCTestObservation, Sendable {
  /// Creates an observer.
  public override init() {}

  deinit {
    XCTestBridge.shared.forget(self)
  }

  /// The session begins with the first suite that has tests.
  public func testSuiteWillStart(_ testSuite: XCTestSuite) {
    XCTestBridge.shared.suiteWillStart(testSuite, observer: self)
  }

  /// A test starts, before its set-up.
  public func testCaseWillStart(_ testCase: XCTestCase) {
    XCTestBridge.shared.caseWillStart(testCase, observer: self)
  }

  #if canImport(ObjectiveC)
    /// A failure was recorded.
    public func testCase(_ testCase: XCTestCase, didRecord issue: XCTIssue) {
      let location = issue.sourceCodeContext.location
      XCTestBridge.shared.caseDidFail(
        testCase, description: issue.compactDescription, file: location?.fileURL.path, line: location?.lineNumber ?? 0,
        observer: self)
    }
  #else
    /// A failure was recorded, on whatever thread.
    public func testCase(
      _ testCase: XCTestCase, didFailWithDescription description: String, inFile filePath: String?,
      atLine lineNumber: Int
    ) {
      XCTestBridge.shared.caseDidFail(
        testCase, description: description, file: filePath, line: lineNumber, observer: self)
    }
  #endif

  /// A test has ended, after its tear-down.
  public func testCaseDidFinish(_ testCase: XCTestCase) {
    XCTestBridge.shared.caseDidFinish(testCase, observer: self)
  }

  /// The session ends with the outermost suite.
  public func testSuiteDidFinish(_ testSuite: XCTestSuite) {
    XCTestBridge.shared.suiteDidFinish(testSuite, observer: self)
  }
}
