import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RunSummaryTests {
  private let run: RecordedRun

  init() throws {
    run = try RecordedRun()
  }

  /// The outcome of the tests of a run of one process.
  private func outcomes(_ lines: [String]) throws -> [String: Outcome] {
    try run.write(lines)
    return try run.summary().results.reduce(into: [:]) { $0[$1.key.id] = $1.outcome }
  }

  private func outcome(_ events: [String]) throws -> Outcome? {
    try outcomes([RecordedRun.process(), RecordedRun.test("App.Tests/testA")] + events)["App.Tests/testA"]
  }

  // MARK: Outcomes

  @Test func passed() throws {
    #expect(try outcome([RecordedRun.event("testStarted"), RecordedRun.event("testEnded")]) == .passed)
  }

  @Test func failed() throws {
    let events = [
      RecordedRun.event("testStarted"), RecordedRun.event("issueRecorded", RecordedRun.issue()),
      RecordedRun.event("testEnded"),
    ]
    #expect(try outcome(events) == .failed)
  }

  @Test func theRecordedOutcomeCounts() throws {
    let end = RecordedRun.event("testEnded", #","exhibit":{"outcome":"unexpectedPass"}"#)
    #expect(try outcome([RecordedRun.event("testStarted"), end]) == .unexpectedPass)
  }

  @Test(arguments: ["running", "lost", "nonsense", ""])
  func anOutcomeThatNoTestEndsWithDoesNot(word: String) throws {
    let end = RecordedRun.event("testEnded", #","exhibit":{"outcome":"\#(word)"}"#)
    #expect(try outcome([RecordedRun.event("testStarted"), end]) == .passed)
  }

  @Test func aStartWithoutAnEndIsACrash() throws {
    #expect(try outcome([RecordedRun.event("testStarted")]) == .crashed)
  }

  @Test func aPlannedTestThatNeverStartedIsLost() throws {
    #expect(try outcome([]) == .lost)
  }

  @Test func whoseProcessLivesIsRunning() throws {
    let writer = try run.writer()
    writer.test(TestKey(id: "App.Tests/testA"), framework: "xctest")
    writer.test(TestKey(id: "App.Tests/testB"), framework: "xctest")
    writer.event("testStarted", testID: "App.Tests/testA")
    let summary = try run.summary()
    #expect(summary.isRunning)
    #expect(summary.results.map(\.outcome) == [.running])
  }

  @Test func whoseStartWasLostAndEndNeverCameIsNotPassed() throws {
    let saved = RecordedRun.event("valueAttached", #","attachment":{"path":"tests/x"}"#)
    #expect(try outcome([saved]) == .crashed)
  }

  @Test func whoseStartWasLostHasItsOutcome() throws {
    let events = [RecordedRun.event("issueRecorded", RecordedRun.issue()), RecordedRun.event("testEnded")]
    #expect(try outcome(events) == .failed)
  }

  @Test func aFailureAfterTheEndCounts() throws {
    let end = RecordedRun.event("testEnded", #","exhibit":{"outcome":"passed"}"#)
    let issue = RecordedRun.event("issueRecorded", RecordedRun.issue())
    #expect(try outcome([RecordedRun.event("testStarted"), end, issue]) == .failed)
  }

  @Test func theExitOfTheProcessIsNamed() throws {
    try run.write([
      RecordedRun.process(), RecordedRun.event("testStarted"), RecordedRun.event("exhibitProcessExited"),
    ])
    #expect(try run.summary().results.first?.note == "the process exited while the test was running")
  }

  // MARK: The end of the process

  /// What became of a test that started at 1 s and did not end.
  private func verdict(header: String = #","watchesSignals":true"#, _ events: [String]) throws -> String? {
    try run.write(
      [RecordedRun.process(at: 1, header), RecordedRun.event("testStarted", at: 1)] + events)
    return try run.summary().results.first.map { "\($0.outcome): \($0.note ?? "")" }
  }

  private func signal(_ number: Int, _ name: String, at time: Double) -> String {
    let members = #","exhibit":{"sequence":9,"signal":\#(number),"signalName":"\#(name)"}"#
    return RecordedRun.event("exhibitProcessSignalled", at: time, members)
  }

  @Test func faultIsACrash() throws {
    #expect(
      try verdict([signal(11, "SIGSEGV", at: 2)])
        == "crashed: the process crashed with SIGSEGV while the test was running")
  }

  @Test func otherSignalIsAKill() throws {
    #expect(
      try verdict([signal(15, "SIGTERM", at: 300)])
        == "killed: the process was killed while the test was running (SIGTERM)")
  }

  @Test func endWithoutAWordIsAKillWhereSignalsAreTold() throws {
    // Nor can a record that could not be written any more tell of it.
    let end = "its process was killed (SIGKILL, or a want of memory or stack), ended by _exit, or could write no more"
    #expect(try verdict([RecordedRun.test("App.Tests/testB")]) == "killed: the record ends in the test: \(end)")
    #expect(try run.summary().results.last?.note == "the record ends before the test: \(end)")
    #expect(try verdict(header: "", []) == "crashed: the process ended while the test was running")
  }

  @Test func killAfterTheTimeLimitIsAHang() throws {
    #expect(
      try verdict([signal(2, "SIGINT", at: 301.5)])
        == "hung: the test had been running for 300.500 s when the process was killed (SIGINT)")
    let running = RecordedRun.event("exhibitTestRunning", at: 11, #","exhibit":{"durationNanoseconds":10000000000}"#)
    #expect(
      try verdict(header: #","watchesSignals":true,"testTimeoutSeconds":10"#, [running])
        == """
        hung: the test had been running for 10.000 s where the record ends: its process was killed (SIGKILL, or a want \
        of memory or stack), ended by _exit, or could write no more
        """)
  }

  @Test func slowTestThatCrashesHasCrashed() throws {
    #expect(try verdict([signal(4, "SIGILL", at: 1000)])?.hasPrefix("crashed: ") == true)
  }

  @Test func signalThatTheProcessSurvivedIsForgotten() throws {
    let end = RecordedRun.event("testEnded", at: 3)
    #expect(try verdict([signal(11, "SIGSEGV", at: 2), end]) == "passed: ")
  }

  @Test func recordThatStopsIsNoCrash() throws {
    let stop = #","exhibit":{"sequence":9,"reason":"No space left on device"}"#
    #expect(
      try verdict([RecordedRun.test("App.Tests/testB"), RecordedRun.event("exhibitRecordStopped", at: 2, stop)])
        == "lost: the record ends in the test: No space left on device")
    #expect(
      try run.summary().results.map(\.note) == [
        "the record ends in the test: No space left on device",
        "the record ends before the test: No space left on device",
      ])
    // There was room again, and then the process was killed.
    let next = RecordedRun.event("exhibitLogMessage", at: 3)
    #expect(try verdict([RecordedRun.event("exhibitRecordStopped", at: 2, stop), next])?.hasPrefix("killed") == true)
  }

  @Test func endThatIsMissingInACompleteRunIsLost() throws {
    let events = [
      RecordedRun.event("testStarted", of: "App.Tests/testB", at: 5),
      RecordedRun.event("testEnded", of: "App.Tests/testB", at: 6), RecordedRun.event("runEnded", of: "", at: 7),
    ]
    #expect(try verdict(events) == "lost: its end is missing in the record")
  }

  @Test func missingLinesAreCounted() throws {
    let lines = [3, 4, 9].map { RecordedRun.event("exhibitLogMessage", #","exhibit":{"sequence":\#($0)}"#) }
    try run.write([RecordedRun.process()] + lines)
    // 1, 2, 5, 6, 7 and 8
    #expect(try run.summary().processes.map(\.missingLines) == [6])
  }

  @Test func clockThatIsSetBackChangesNoOrder() throws {
    func event(_ kind: String, _ attempt: Int, at absolute: Double, wall: Double) -> String {
      """
      {"version":"6.3.0","kind":"event","payload":{"kind":"\(kind)",\
      "instant":{"absolute":\(absolute),"since1970":\(wall)},"messages":[],"testID":"App.Tests/testA",\
      "exhibit":{"attempt":\(attempt)\(attempt == 1 && kind == "testEnded" ? #","outcome":"failed""# : "")}}}
      """
    }
    try run.write([
      RecordedRun.process(at: 1000), event("testStarted", 1, at: 1001, wall: 1001),
      event("testEnded", 1, at: 1002, wall: -2600), event("testStarted", 2, at: 1003, wall: -2599),
      event("testEnded", 2, at: 1004, wall: -2598),
    ])
    let summary = try run.summary()
    #expect(summary.attempts.map(\.outcome) == [.failed, .passed])
    #expect(summary.attempts.map(\.startedAt) == [1001, 1003])
    #expect(summary.attempts.map(\.durationNanoseconds) == [1_000_000_000, 1_000_000_000])
    #expect(summary.endedAt == 1004)
  }

  // MARK: Several processes

  @Test func attemptsAreNumberedByTheirStart() throws {
    try run.write(
      [
        RecordedRun.process(at: 20), RecordedRun.event("testStarted", at: 21), RecordedRun.event("testEnded", at: 22),
      ], to: "a.jsonl")
    try run.write(
      [
        RecordedRun.process(at: 10), RecordedRun.event("testStarted", at: 11),
        RecordedRun.event("issueRecorded", at: 12, RecordedRun.issue()), RecordedRun.event("testEnded", at: 13),
      ], to: "b.jsonl")
    let attempts = try run.summary().attempts
    #expect(attempts.map(\.attempt) == [1, 2])
    #expect(attempts.map(\.outcome) == [.failed, .passed])
    #expect(attempts.map(\.isFinalAttempt) == [false, true])
    #expect(attempts.map(\.isFlaky) == [true, true])
  }

  @Test func aTestThatAnotherProcessRanIsNotLost() throws {
    let plan = [RecordedRun.test("App.Tests/testA")]
    try run.write([RecordedRun.process(at: 1)] + plan, to: "a.jsonl")
    try run.write(
      [RecordedRun.process(at: 2)] + plan + [RecordedRun.event("testStarted"), RecordedRun.event("testEnded")],
      to: "b.jsonl")
    #expect(try run.summary().attempts.map(\.outcome) == [.passed])
  }

  @Test func aTestThatAnotherProcessSkippedIsNotLost() throws {
    let plan = [RecordedRun.test("App.Tests/testA")]
    try run.write([RecordedRun.process(at: 1)] + plan, to: "a.jsonl")
    try run.write([RecordedRun.process(at: 2)] + plan + [RecordedRun.event("testSkipped")], to: "b.jsonl")
    #expect(try run.summary().attempts.map(\.outcome) == [.skipped])
  }

  @Test func aFailureWithoutAStartIsNotForgotten() throws {
    try run.write([RecordedRun.process(at: 1), RecordedRun.event("testStarted"), RecordedRun.event("testEnded", at: 2)])
    try run.write(
      [
        RecordedRun.process(at: 3), RecordedRun.event("issueRecorded", at: 4, RecordedRun.issue()),
        RecordedRun.event("testEnded", at: 5),
      ], to: "q.jsonl")
    #expect(try run.summary().attempts.map(\.outcome) == [.passed, .failed])
  }

  @Test func eventsFindTheAttemptThatTheyName() throws {
    let start = { RecordedRun.event("testStarted", at: 1, #","exhibit":{"attempt":\#($0 as Int)}"#) }
    let late = RecordedRun.event(
      "valueAttached", at: 5, #","attachment":{"path":"tests/late"},"exhibit":{"attempt":1}"#)
    try run.write([RecordedRun.process(), start(1), start(2), late])
    #expect(try run.summary().attempts.map { $0.artifacts.map(\.path) } == [["tests/late"], []])
  }

  @Test func keysThatDifferInBytesAreTwoTests() throws {
    let lines = ["é", "e\u{301}"].flatMap { name in
      [
        RecordedRun.event("testStarted", of: "App.Tests/\(name)"),
        RecordedRun.event("testEnded", of: "App.Tests/\(name)"),
      ]
    }
    try run.write([RecordedRun.process()] + lines)
    #expect(try run.summary().results.count == 2)
  }

  // MARK: The record as a whole

  @Test func diagnosticsAreListedOnceEach() throws {
    let say = { (text: String) in
      #"{"kind":"event","payload":{"kind":"exhibitDiagnostic","messages":[{"symbol":"warning","text":"\#(text)"}]}}"#
    }
    try run.write([RecordedRun.process(at: 1), say("b"), say("a"), say("b")], to: "a.jsonl")
    try run.write([RecordedRun.process(at: 2), say("a"), say("c")], to: "b.jsonl")
    #expect(try run.summary().diagnostics == ["b", "a", "c"])
  }

  @Test func noRecordIsAClearError() {
    let error = #expect(throws: RecordError.self) { try run.summary() }
    #expect(error?.description.contains("no event file") == true)
  }

  @Test func manyAttemptsAndMessagesTakeLinearTime() throws {
    var lines = [RecordedRun.process()]
    for number in 1...4000 {
      lines.append(RecordedRun.event("testStarted", at: 1, #","exhibit":{"attempt":\#(number)}"#))
    }
    for number in 1...4000 {
      lines.append(RecordedRun.event("testEnded", at: 2, #","exhibit":{"attempt":\#(number),"outcome":"passed"}"#))
    }
    try run.write(lines)
    let summary = try run.summary()
    #expect(summary.attempts.count == 4000)
    #expect(summary.attempts.allSatisfy { $0.outcome == .passed })
  }
}
