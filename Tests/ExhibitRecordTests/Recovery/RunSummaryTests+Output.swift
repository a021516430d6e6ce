import ExhibitRecord
import Testing

extension RunSummaryTests {
  /// What a process printed is in a file of its own.
  @Suite struct Output {
    private let run: RecordedRun

    init() throws {
      run = try RecordedRun()
    }

    private func writeOutput(of process: String, _ attempts: Int...) throws {
      let lines = attempts.map { attempt in
        RecordedRun.event(
          "valueAttached", at: 5,
          """
          ,"attachment":{"path":"tests/stdout.txt"},"exhibit":{"attempt":\(attempt),"description":"stdout.txt","bytes":3}
          """)
      }
      let header = RecordedRun.process(at: 0, #","process":"\#(process)-output","outputOf":"\#(process)""#)
      // Its name sorts before that of the process.
      try run.write([header] + lines, to: "\(process)-output.jsonl")
    }

    @Test func belongsToTheAttemptOfItsProcess() throws {
      for (process, start) in [("a", 1.0), ("b", 3.0)] {
        try run.write(
          [
            RecordedRun.process(at: start, #","process":"\#(process)""#),
            RecordedRun.event("testStarted", at: start, #","exhibit":{"attempt":1}"#),
            RecordedRun.event("testEnded", at: start + 1),
          ], to: "\(process).jsonl")
      }
      try writeOutput(of: "b", 1)
      let summary = try run.summary()
      #expect(summary.processes.map(\.name) == ["a", "b"])
      #expect(summary.attempts.map(\.attempt) == [1, 2])
      #expect(summary.attempts.map(\.outcome) == [.passed, .passed])
      #expect(summary.attempts.map { $0.artifacts.map(\.name) } == [[], ["stdout.txt"]])
      #expect(summary.attempts[1].startedAt == 3)
    }

    @Test func isThereForATestThatCrashed() throws {
      try run.write(
        [
          RecordedRun.process(at: 0, #","process":"a""#), RecordedRun.test("App.Tests/testA"),
          RecordedRun.event("testStarted", #","exhibit":{"attempt":1}"#),
        ], to: "a.jsonl")
      try writeOutput(of: "a", 1)
      let attempts = try run.summary().attempts
      #expect(attempts.map(\.outcome) == [.crashed])
      #expect(attempts.first?.artifacts.map(\.byteCount) == [3])
    }

    @Test func isNoProcessByItself() throws {
      try writeOutput(of: "gone", 1)
      let summary = try run.summary()
      #expect(summary.processes.isEmpty)
      #expect(summary.attempts.isEmpty)
    }
  }
}
