import ExhibitRecord
import TestSupport
import Testing

@Suite struct TestPathTests {
  /// The names that a place wants if nobody else has any.
  private func names(_ path: TestPath) -> [String] {
    (path.directories + [path.leaf]).map { $0.ordinary ?? $0.distinct }
  }

  @Test func laterAttemptsShowInTheName() {
    #expect(names(TestPath(key: TestKey(id: "App.Tests/testA"), attempt: 3)) == ["App", "Tests", "testA@attempt3"])
  }

  @Test func aCaseIsTold() {
    let path = TestPath(key: TestKey(id: "App.Suite/f(_:)", testCase: "1"), attempt: 1)
    #expect(path.leaf.ordinary == nil)
    #expect(path.leaf.distinct.hasPrefix("f_____1@"))
  }

  @Test func deepNestingIsOneDirectory() {
    let id = "App." + Array(repeating: "Inner", count: 500).joined(separator: ".") + "/test"
    #expect(TestPath(key: TestKey(id: id), attempt: 1).directories.count == 1)
  }

  @Test(arguments: [
    (TestKey(id: "M.C/a[b]"), TestKey(id: "M.C/a", testCase: "b")),
    (TestKey(id: "M.B/f()"), TestKey(id: "M/B/f()")),
    (TestKey(id: "M.C/é"), TestKey(id: "M.C/e\u{301}")),
    (TestKey(id: "M.C/f", testCase: ""), TestKey(id: "M.C/f")),
    (TestKey(id: "M.C/f", testCase: "a\0b"), TestKey(id: "M.C/f\0a", testCase: "b")),
  ])
  func differentKeysWantDifferentNames(key: TestKey, other: TestKey) {
    let (path, otherPath) = (TestPath(key: key, attempt: 1), TestPath(key: other, attempt: 1))
    #expect(names(path).map { Array($0.utf8) } != names(otherPath).map { Array($0.utf8) })
    #expect(path.leaf.origin.key != otherPath.leaf.origin.key)
  }

  @Test func anAttemptIsNotANameThatLooksLikeIt() {
    let attempt = TestPath(key: TestKey(id: "M.C/test"), attempt: 2)
    let imitation = TestPath(key: TestKey(id: "M.C/test@attempt2"), attempt: 1)
    #expect(names(attempt) != names(imitation))
    #expect(attempt.leaf.origin.key != imitation.leaf.origin.key)
  }

  @Test func attemptsAtOneTestHaveKeysOfTheirOwn() {
    let keys = ["f", "é", "1é"].flatMap { name in
      (1...12).map { TestPath(key: TestKey(id: "M.C/" + name), attempt: $0).leaf.origin.key }
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func noTwoPlacesWantTheSameNames() {
    var seen: [[[UInt8]]: NamedPlace] = [:]
    for place in NamedPlace.generated(count: 5000, seed: 6) {
      let path = TestPath(key: place.key, attempt: place.attempt)
      let other = seen.updateValue(place, forKey: names(path).map { Array($0.utf8) })
      #expect(other == nil, "\(place.key.id.debugDescription) and \(other?.key.id.debugDescription ?? "")")
    }
  }
}
