import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct UTCTimeTests {
  @Test func formatsAreISO8601() {
    let time = UTCTime(nanoseconds: 1_795_240_263_123_000_000)
    #expect(time.basic == "20261121T055103Z")
    #expect(time.extended == "2026-11-21T05:51:03.123Z")
    #expect(time.date == "2026-11-21")
  }

  @Test func agreesWithFoundation() throws {
    var generator = SeededGenerator(seed: 1)
    let formatter = ISO8601DateFormatter()
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -60_000_000_000...250_000_000_000, using: &generator)
      guard seconds < 9_000_000_000, seconds > -9_000_000_000 else { continue }
      let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      let found = UTCTime(nanoseconds: seconds * 1_000_000_000).extended
      #expect(found.replacingOccurrences(of: ".000Z", with: "Z") == expected)
    }
  }

  @Test func hostileSecondsAreNoTrap() {
    #expect(UTCTime(seconds: 1e300).date == "1970-01-01")
    #expect(UTCTime(seconds: -.infinity).date == "1970-01-01")
    #expect(UTCTime(seconds: .nan).date == "1970-01-01")
  }
}
