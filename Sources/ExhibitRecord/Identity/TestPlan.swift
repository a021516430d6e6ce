package import CExhibitRecord
import ExhibitSupport

/// The tests of this process: those that are planned, and how often each has started.
///
/// Arrays and dictionaries of keys would do, but in a debug build they take microseconds for every test. Here a test is
/// some bytes in C until somebody asks for its key.
package final class TestPlan: Sendable {
  private struct Others {
    /// The classes of plain names, by their numbers in the plan.
    var suites: [TestKey.Suite] = []
    /// The planned keys that are not plain, and their places, in order.
    var keys: [TestKey] = []
    var places: [Int] = []
    /// Other keys whose ids the plan uses.
    var kept: [TestKey] = []
    /// How often cases of parameterised tests have started, which need more than an id to be told apart; hardly any
    /// process has some, and a dictionary of a kind of its own takes time to begin with.
    var cases: CaseCounts?
    /// The modules of the planned tests, in order; those of one module mostly stand together.
    var modules: [String] = []

    mutating func count(_ change: Int, of key: TestKey) -> (number: Int, isKnown: Bool) {
      let cases = self.cases ?? CaseCounts()
      self.cases = cases
      let previous = cases.counts[key]
      cases.counts[key] = (previous ?? 0) + change
      return ((previous ?? 0) + change, previous != nil)
    }

    /// Where the key of a place is.
    func index(of place: Int) -> Int {
      var (low, high) = (0, places.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] < place { low = middle + 1 } else { high = middle }
      }
      return low
    }

    mutating func add(module: String) {
      if modules.last != module { modules.append(module) }
    }
  }

  private final class CaseCounts {
    var counts: [TestKey: Int] = [:]
  }

  package let c = exhibit_plan_make()
  private let others = Locked(Others())

  /// Creates an empty plan.
  package init() {}

  /// Creates a plan of tests.
  package convenience init(_ keys: [TestKey]) {
    self.init()
    for key in keys { add(key) }
  }

  deinit {
    exhibit_plan_free(c)
  }

  // MARK: Planning

  /// Plans a test.
  ///
  /// - Parameters:
  ///   - key: The test.
  ///   - object: The framework's object, by which it is found again.
  package func add(_ key: TestKey, object: UnsafeRawPointer? = nil) {
    others.withLock { others in
      others.add(module: key.module)
      if key.testCase != nil { _ = others.count(0, of: key) }
      others.keys.append(key)
      others.places.append(exhibit_plan_count(c))
      exhibit_plan_add_id(c, object, key.testCase == nil ? key.text : exhibit_text())
    }
  }

  /// Begins a class, of which tests are planned next.
  ///
  /// - Returns: Whether it has a plain name; of others each test is planned by its key.
  package func begin(_ suite: TestKey.Suite) -> Bool {
    guard suite.isPlain, !suite.suites.isEmpty else { return false }
    var prefix = suite.prefix
    return others.withLock { others in
      let number = prefix.withUTF8 {
        exhibit_plan_add_suite(c, exhibit_text($0), suite.moduleCount, suite.locationText)
      }
      guard number == others.suites.count else { return false }
      others.suites.append(suite)
      others.add(module: suite.module)
      return true
    }
  }

  /// Plans a method of the class that was begun last.
  ///
  /// - Parameters:
  ///   - name: The method's name, or one that ends in a dot and the method's name.
  ///   - object: The framework's object, by which it is found again.
  /// - Returns: Whether the name is plain; otherwise nothing has been planned.
  package func add(method name: String, object: UnsafeRawPointer) -> Bool {
    var name = name
    return name.withUTF8 { exhibit_plan_add(c, object, exhibit_text($0)) }
  }

  // MARK: Asking

  /// How many different tests are known.
  package var count: Int { exhibit_plan_known_count(c) + others.withLock { $0.cases?.counts.count ?? 0 } }

  /// The modules of the planned tests, in order; one that comes again behind others is there again.
  package var modules: [String] { others.withLock { $0.modules } }

  /// The place of an object in the plan.
  package func place(of object: UnsafeRawPointer) -> Int? {
    let place = exhibit_plan_find(c, object)
    return place < 0 ? nil : place
  }

  /// The key of a planned test.
  package func key(at place: Int) -> TestKey {
    let test = exhibit_plan_test(c, place)
    return others.withLock { others in
      if test.suite < 0 { return others.keys[others.index(of: place)] }
      let name = exhibit_text_part(test.id, test.prefix_count, test.id.count)
      return TestKey(suite: others.suites[test.suite], name: String(name))
    }
  }

  /// Counts a start.
  ///
  /// - Returns: Which start of the test it is, from 1, and whether the test was known before.
  package func start(_ key: TestKey) -> (number: Int, isKnown: Bool) {
    if key.testCase != nil {
      return others.withLock { $0.count(1, of: key) }
    }
    var isNew = false
    let number = exhibit_plan_count_start(c, key.text, &isNew)
    if isNew { others.withLock { $0.kept.append(key) } }
    return (Int(number), !isNew)
  }
}
