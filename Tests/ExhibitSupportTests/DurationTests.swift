import ExhibitSupport
import Testing

@Suite struct DurationTests {
  private static let cases: [(Duration, Int64)] = [
    (.seconds(1), 1_000_000_000), (.nanoseconds(5), 5), (.zero, 0), (.milliseconds(-3), -3_000_000),
    (.seconds(Int64.max), .max), (.seconds(Int64.min), .min), (.seconds(9_223_372_036_854), .max),
  ]

  @Test(arguments: cases)
  func nanosecondsEndWhereNumbersDo(duration: Duration, nanoseconds: Int64) {
    #expect(duration.nanoseconds == nanoseconds)
  }

  @Test func sumsEndWhereNumbersDo() {
    #expect(Int64(5).addingSaturated(7) == 12)
    #expect(Int64.max.addingSaturated(1) == .max)
    #expect(Int64.min.addingSaturated(-1) == .min)
  }
}
