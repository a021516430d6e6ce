import CExhibitFixtures
import TestSupport
import Testing

/// The table that reads of a detail look at, beside a dictionary.
@Suite struct DetailCellsTests {
  @Test(arguments: 0..<20) func findsWhatIsThere(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let cells = exhibit_cells_make()
    defer { exhibit_cells_free(cells) }
    var word: UInt64 = 7
    withUnsafeMutablePointer(to: &word) { word in
      let stamp = exhibit_stamp_make([exhibit_generation(word: word)], 1)
      defer { exhibit_stamp_free(stamp) }
      var expected: [UInt: UInt] = [:]
      // Addresses close to one another, of which many belong to the same place.
      let keys = (1...40).map { UInt($0 * 48) }
      for _ in 0..<2000 {
        let key = keys.randomElement(using: &generator) ?? 48
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
          exhibit_cells_remove(cells, key)
          expected[key] = nil
        case 1:
          exhibit_cells_put(cells, key, nil, stamp, 7, .max)
          expected[key] = nil
        default:
          let value = UInt.random(in: 1...1000, using: &generator)
          // Every fifth is stale, and every seventh has come to its end.
          let hour: Int64 = 3_600_000_000_000
          let deadline = [exhibit_steady_nanoseconds(), exhibit_steady_nanoseconds() + hour, .max][
            value % 7 == 0 ? 0 : Int(value % 2) + 1]
          exhibit_cells_put(
            cells, key, UnsafeRawPointer(bitPattern: value), stamp, value % 5 == 0 ? 6 : 7, deadline)
          expected[key] = value % 5 == 0 || value % 7 == 0 ? nil : value
        }
        for key in keys {
          let found = exhibit_cells_enter(cells, key)
          if found != nil { exhibit_cells_leave(cells) }
          guard found.map({ UInt(bitPattern: $0) }) == expected[key] else {
            Issue.record("\(key) has \(found as Any), not \(expected[key] as Any)")
            return
          }
        }
      }
      word.pointee += 1
      for key in keys { #expect(exhibit_cells_enter(cells, key) == nil) }
    }
  }
}
