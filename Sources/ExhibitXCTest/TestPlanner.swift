import ExhibitRecord
import XCTest

/// Makes the plan of the tests in a suite.
struct TestPlanner {
  let plan = TestPlan()
  /// The class of the test before, and whether its methods can be planned by their names.
  private var last: (type: ObjectIdentifier, isPlain: Bool)?

  /// Plans a test, or the tests of a suite.
  mutating func add(_ test: XCTest) {
    if let testCase = test as? XCTestCase {
      add(testCase)
    } else if let suite = test as? XCTestSuite {
      let tests = suite.tests
      // By numbers: the first iterator of its kind takes the runtime a search through all conformances.
      for place in 0..<tests.count { add(tests[place]) }
    }
  }

  private mutating func add(_ testCase: XCTestCase) {
    let type = ObjectIdentifier(type(of: testCase))
    if last?.type != type { last = (type, plan.begin(testCase.exhibitSuite)) }
    #if canImport(ObjectiveC)
      let name = testCase.exhibitMethod
    #else
      // Of `Class.method` the plan takes the method by itself.
      let name = testCase.name
    #endif
    if last?.isPlain == true, plan.add(method: name, object: testCase.exhibitObject) { return }
    plan.add(testCase.exhibitKey, object: testCase.exhibitObject)
  }
}
