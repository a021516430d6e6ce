import ExhibitCore

/// The last attempts at the test objects of XCTest that were not quiet.
///
/// They stay because a failure may still come for them. The one of the test that is running is nearly always asked for.
struct TestAttempts {
  private var last: (object: ObjectIdentifier, attempt: TestAttempt)?
  private var others: [ObjectIdentifier: TestAttempt] = Dictionary()  // not `[:]`, see `NameTable`

  /// The attempt at a test.
  func attempt(of object: ObjectIdentifier) -> TestAttempt? {
    if let last, last.object == object { return last.attempt }
    return others[object]
  }

  /// Remembers the attempt at a test.
  mutating func set(_ attempt: TestAttempt, of object: ObjectIdentifier) {
    if let last, last.object != object { others[last.object] = last.attempt }
    last = (object, attempt)
  }
}
