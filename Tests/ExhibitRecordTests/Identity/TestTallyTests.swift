import ExhibitRecord
import TestSupport
import Testing

@Suite struct TestTallyTests {
  @Test func itCountsAsADictionaryOfKeysDoes() {
    var generator = SeededGenerator(seed: 7)
    let keys = NamedPlace.generated(count: 3000, seed: 8).map(\.key)
    let planned = Array(keys.prefix(1000))
    let tally = TestTally(planned: planned)
    var counts: [TestKey: Int] = [:]
    for key in planned { counts[key] = 0 }
    for _ in 0..<10_000 {
      let key = keys[Int.random(in: 0..<keys.count, using: &generator)]
      // Another object with the same bytes.
      let same = TestKey(id: key.id, testCase: key.testCase)
      let previous = counts[same]
      counts[same] = (previous ?? 0) + 1
      let start = tally.start(same)
      #expect(start.number == (previous ?? 0) + 1 && start.isKnown == (previous != nil), "\(key.id.debugDescription)")
    }
  }
}
