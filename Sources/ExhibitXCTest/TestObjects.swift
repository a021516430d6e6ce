import ExhibitCore
import ExhibitRecord

/// What is known of the test objects of XCTest.
///
/// They nearly always start in the order in which they were planned; then nothing is looked up.
struct TestObjects {
  private var planned: [ObjectIdentifier] = []
  private var keys: [TestKey] = []
  /// The last attempts of the planned ones, which stay because a failure may still come for them.
  private var attempts: [TestAttempt?] = []
  /// The place of the one that started last.
  private var current = -1
  /// The places of the planned ones, once somebody has asked for one out of order.
  private var places: [ObjectIdentifier: Int]?
  /// The attempts of those that were not planned.
  private var others: [ObjectIdentifier: TestAttempt] = [:]

  /// Creates the objects of a run that was not planned.
  init() {}

  /// Takes the planned tests, which XCTest keeps at least until they start, and their keys.
  init(planned: [ObjectIdentifier], keys: [TestKey]) {
    self.planned = planned
    self.keys = keys
    attempts = Array(repeating: nil, count: planned.count)
  }

  /// A test starts.
  ///
  /// - Returns: Its key, unless it was not planned, or has started before.
  mutating func start(_ test: ObjectIdentifier) -> TestKey? {
    let next = current + 1
    if next < planned.count, planned[next] == test {
      current = next
    } else if let place = place(of: test) {
      current = place
    } else {
      return nil
    }
    return attempts[current] == nil ? keys[current] : nil
  }

  /// The attempt at a test.
  mutating func attempt(of test: ObjectIdentifier) -> TestAttempt? {
    place(of: test).map { attempts[$0] } ?? others[test]
  }

  /// Remembers the attempt at a test that has started.
  mutating func setAttempt(_ attempt: TestAttempt, of test: ObjectIdentifier) {
    if let place = place(of: test) {
      attempts[place] = attempt
    } else {
      others[test] = attempt
    }
  }

  private mutating func place(of test: ObjectIdentifier) -> Int? {
    if current >= 0, planned[current] == test { return current }
    let places = self.places ?? Dictionary(zip(planned, planned.indices)) { first, _ in first }
    self.places = places
    return places[test]
  }
}
