import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import Testing
import XCTest

/// The names of the frameworks that a test imports beside Exhibit are free: that this compiles is the test.
@Suite struct NameConflictTests {
  @Test(.tags()) func bareNamesAreNotAmbiguous() {
    let types: [Any.Type] = [
      Test.self, Issue.self, Tag.self, Bug.self, Comment.self, SourceLocation.self, Confirmation.self, XCTestCase.self,
      XCTestSuite.self, XCTestRun.self, XCTestObservationCenter.self, XCTSkip.self, URL.self, Data.self, Date.self,
      Process.self, Thread.self, Notification.self, FileManager.self, Attachment<String>.self, Operation.self,
    ]
    #expect(types.count == 21)
  }
}
