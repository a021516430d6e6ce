import CExhibitRecord

/// How often each test has started in this process.
///
/// A dictionary of keys would do, but hashing takes it microseconds in a debug build, twice in every test.
package final class TestTally {
  private let tally = exhibit_tally_make()
  /// The tests that are counted there.
  private var keys: [TestKey] = []
  /// Those that need more than an id to be told apart.
  private var cases: [TestKey: Int] = [:]

  /// Creates a tally of tests that are planned.
  package init(planned: [TestKey] = []) {
    keys.reserveCapacity(planned.count)
    for key in planned { _ = add(0, to: key) }
  }

  deinit {
    exhibit_tally_free(tally)
  }

  /// How many tests are known.
  package var count: Int { keys.count + cases.count }

  /// Counts a start.
  ///
  /// - Returns: Which start of the test it is, from 1, and whether the test was known before.
  package func start(_ key: TestKey) -> (number: Int, isKnown: Bool) {
    add(1, to: key)
  }

  private func add(_ count: Int, to key: TestKey) -> (number: Int, isKnown: Bool) {
    if key.testCase != nil {
      let previous = cases[key]
      cases[key] = (previous ?? 0) + count
      return ((previous ?? 0) + count, previous != nil)
    }
    var isNew = false
    let number = exhibit_tally_add(tally, key.text, Int64(count), &isNew)
    if isNew { keys.append(key) }
    return (Int(number), !isNew)
  }
}
