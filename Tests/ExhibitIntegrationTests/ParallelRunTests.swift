import ExhibitRecord
import Testing

extension IntegrationTests {
  /// `swift test --parallel` starts a process for every test.
  @Suite struct ParallelRunTests {
    /// What the tests of `VolumeTests` do, by their number.
    private static let expected = "ABCD".enumerated().flatMap { index, letter in
      (0..<50).map { number in
        let method = number < 10 ? "test0\(number)" : "test\(number)"
        let outcome: Outcome =
          switch (index * 50 + number) % 10 {
          case 3: .failed
          case 7: .skipped
          default: .passed
          }
        return "VolumeTests.Volume\(letter)Tests/\(method) \(outcome.rawValue)"
      }
    }

    @Test("1.3.17, 1.6.1, F18: two hundred processes make one run, and no server is there to hang")
    func twoHundredProcessesMakeOneRun() async throws {
      let run = try await SamplePackage.behaviour.test("--parallel", "--filter", "VolumeTests")
      #expect(run.result.exitCode == 1)
      let record = try run.record()
      #expect(record.outcomes == Self.expected)
      #expect(record.processes.count == 200)
      #expect(Set(record.attempts.map(\.process)).count == 200)
      #expect(record.processes.allSatisfy { $0.damagedLines == 0 && !$0.isRunning })
      #expect(record.processes.allSatisfy { $0.header?.runID == record.run.id.rawValue })
      #expect(record.diagnostics.isEmpty)
      for attempt in record.attempts {
        #expect(try record.text("log.txt", of: attempt).contains("\noutcome   \(attempt.outcome.rawValue)\n"))
      }
    }

    @Test func serialAndParallelRunsAgree() async throws {
      let package = SamplePackage.behaviour
      let serial = try await package.test("--filter", "OutcomeTests").record()
      let parallel = try await package.test("--parallel", "--filter", "OutcomeTests").record()
      #expect(parallel.outcomes == serial.outcomes)
      #expect(parallel.attempts.map(\.message) == serial.attempts.map(\.message))
      #expect(parallel.attempts.map(\.artifactPath) == serial.attempts.map(\.artifactPath))
    }
  }
}
