import ExhibitCore
import ExhibitFixtures
import ExhibitRecord
import Foundation
import XCTest

/// Tells the store of a process in which Exhibit is switched off of its tests, once somebody uses the store.
final class UnwatchedTests: NSObject, XCTestObservation, Sendable {
  private static let fixtures: UnwatchedFixtures = {
    let fixtures = UnwatchedFixtures()
    XCTestObservationCenter.shared.addTestObserver(UnwatchedTests(fixtures))
    return fixtures
  }()

  /// Has the store made when it is first asked for: until then nothing listens to any test.
  static func prepare() { FixtureStore.setProvider { fixtures.store } }

  private let fixtures: UnwatchedFixtures

  private init(_ fixtures: UnwatchedFixtures) {
    self.fixtures = fixtures
  }

  func testCaseWillStart(_ testCase: XCTestCase) { fixtures.testStarted(in: testCase.exhibitKey.location) }

  func testCaseDidFinish(_ testCase: XCTestCase) { fixtures.testFinished(in: testCase.exhibitKey.location) }

  func testBundleDidFinish(_ testBundle: Bundle) { fixtures.finish() }
}

/// Called by the loader when the process starts and Exhibit is switched off.
@_cdecl("exhibit_prepare_unwatched")
func prepareUnwatched() { UnwatchedTests.prepare() }
