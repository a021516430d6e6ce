import ExhibitRecord
import Testing

extension RunSummaryTests {
  /// A disk that was full for a while.
  @Suite struct Gaps {
    private let run: RecordedRun

    init() throws {
      run = try RecordedRun()
    }

    private let silence =
      "its process was killed (SIGKILL, or a want of memory or stack), ended by _exit, or could write no more"
    private let stop = RecordedRun.event(
      "exhibitRecordStopped", of: "", at: 3, #","exhibit":{"sequence":9,"reason":"No space left on device"}"#)

    private func passed(_ name: String, at time: Double) -> [String] {
      [
        RecordedRun.event("testStarted", of: "App.Tests/" + name, at: time),
        RecordedRun.event("testEnded", of: "App.Tests/" + name, at: time),
      ]
    }

    /// The outcomes and notes of tests A to D, of which A has passed.
    private func verdicts(_ events: [String]) throws -> [String] {
      let plan = ["testA", "testB", "testC", "testD"].map { RecordedRun.test("App.Tests/" + $0) }
      try run.write([RecordedRun.process(at: 1, #","watchesSignals":true"#)] + plan + passed("testA", at: 2) + events)
      return try run.summary().results.dropFirst().map { "\($0.key.name) \($0.outcome): \($0.note ?? "")" }
    }

    @Test func testsInTheGapAreNotSaidToHaveNeverStarted() throws {
      #expect(
        try verdicts([stop] + passed("testD", at: 5)) == [
          "testB lost: the test is not in the record: No space left on device",
          "testC lost: the test is not in the record: No space left on device", "testD passed: ",
        ])
    }

    @Test func testThatRanIntoTheGapHasEnded() throws {
      let start = RecordedRun.event("testStarted", of: "App.Tests/testB", at: 2.5)
      let dying = RecordedRun.event("testStarted", of: "App.Tests/testD", at: 5)
      #expect(
        try verdicts([start, stop, dying]) == [
          "testB lost: its end is missing in the record: No space left on device",
          "testC lost: the test is not in the record: No space left on device",
          "testD killed: the record ends in the test: \(silence)",
        ])
    }

    /// That nothing has started since the gap does not say that nothing had in it.
    @Test func gapBeforeTheEndIsNoEnd() throws {
      let saved = RecordedRun.event("exhibitLogMessage", of: "App.Tests/testA", at: 4)
      #expect(
        try verdicts([stop, saved])
          == ["testB", "testC", "testD"].map {
            "\($0) lost: the record ends before the test: No space left on device"
          })
    }

    @Test func processThatEndsAfterTheGapIsNamed() throws {
      #expect(
        try verdicts([stop] + passed("testC", at: 5)) == [
          "testB lost: the test is not in the record: No space left on device", "testC passed: ",
          "testD lost: the record ends before the test: \(silence)",
        ])
    }

    @Test func linesThatAreMissingForAnotherReasonAreNamed() throws {
      let note = "lost: the test is not in the record, of which lines are missing"
      #expect(try verdicts(passed("testC", at: 5)).first == "testB " + note)
      let end = RecordedRun.event("runEnded", of: "", at: 6)
      #expect(try verdicts(passed("testC", at: 5) + [end]).last == "testD " + note)
    }
  }
}
