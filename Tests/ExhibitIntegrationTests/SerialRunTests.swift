import ExhibitRecord
import ExhibitSupport
import Testing

extension IntegrationTests {
  /// What `swift test` leaves behind with no option and no code.
  @Suite struct SerialRunTests {
    private static let package = SamplePackage.behaviour

    /// All tests of the package, one after the other in one process.
    private static let all = Task { try await package.test() }

    /// The tests that end in every way there is.
    private static let outcomes = Task { try await package.test("--filter", "OutcomeTests") }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    @Test func everyTestHasOneResultAndItsLog() async throws {
      let listing = try await Self.package.runBinary("--list-tests")
      let listed = listing.result.standardOutput.split(separator: "\n").map(String.init).filter { $0.contains("/") }
      #expect(listed.count > 200)

      let run = try await Self.all.value
      #expect(run.result.exitCode == 1)
      let record = try run.record()
      #expect(record.processes.count == 1)
      #expect(record.attempts.map(\.key.id) == listed.sorted())
      #expect(record.attempts.allSatisfy { $0.attempt == 1 && $0.durationNanoseconds != nil })
      #expect(record.diagnostics.isEmpty)
      let incomplete = try record.attempts.filter { attempt in
        let place = "tests/" + attempt.key.id.replacing(".", with: "/")
        let hasLog = attempt.artifacts.contains { $0.path == place + "/log.txt" && $0.contentType == "text/plain" }
        return try !hasLog || attempt.artifactPath != place || !record.text("log.txt", of: attempt).hasSuffix("ms\n")
      }
      #expect(incomplete.map(\.key.id) == [])
    }

    @Test func showListsExactlyTheOutcomes() async throws {
      let run = try await Self.outcomes.value
      let directory = try run.record().run
      let shown = try await Self.package.exhibit("show", artifacts: run.artifacts)
      #expect(shown.exitCode == 0)
      #expect(shown.standardError == "")
      let text = OutputMask.masked(
        shown.standardOutput.replacing(directory.path, with: "RUN").replacing(directory.id.rawValue, with: "ID"))
      #expect(
        Self.lines(text)
          == Self.lines(
            """
            Run ID  TIME, 1 process
            RUN

            ✘ FirstTests.OutcomeTests/testAsyncFails  failed  TIME
                Tests/FirstTests/OutcomeTests.swift:41: failed - async failure
                RUN/tests/FirstTests/OutcomeTests/testAsyncFails
            - FirstTests.OutcomeTests/testAsyncIsSkipped  skipped  TIME: async skip
            ✔ FirstTests.OutcomeTests/testAsyncPasses  TIME
            ✘ FirstTests.OutcomeTests/testChangesTheWorkingDirectory  failed  TIME
                Tests/FirstTests/OutcomeTests.swift:59: failed - in another directory
                RUN/tests/FirstTests/OutcomeTests/testChangesTheWorkingDirectory
            ✘ FirstTests.OutcomeTests/testFails  failed  TIME
                Tests/FirstTests/OutcomeTests.swift:11: XCTAssertEqual failed: ("1") is not equal to ("2") - one is not two
                RUN/tests/FirstTests/OutcomeTests/testFails
            ✘ FirstTests.OutcomeTests/testFailsOnAnotherThread  failed  TIME
                Tests/FirstTests/OutcomeTests.swift:51: failed - from a thread
                RUN/tests/FirstTests/OutcomeTests/testFailsOnAnotherThread
            ✘ FirstTests.OutcomeTests/testFailsTwice  failed  TIME
                Tests/FirstTests/OutcomeTests.swift:15: failed - first
                Tests/FirstTests/OutcomeTests.swift:16: failed - second
                RUN/tests/FirstTests/OutcomeTests/testFailsTwice
            - FirstTests.OutcomeTests/testIsSkipped  skipped  TIME: no appliance here
            - FirstTests.OutcomeTests/testIsSkippedByCondition  skipped  TIME: \
            required true value but got false - condition holds
            - FirstTests.OutcomeTests/testIsSkippedWithoutReason  skipped  TIME
            ✔ FirstTests.OutcomeTests/testPasses  TIME
            ✘ FirstTests.OutcomeTests/testThrows  failed  TIME
                threw error "Refusal()"
                RUN/tests/FirstTests/OutcomeTests/testThrows
            ✔ SecondTests.OutcomeTests/testPasses  TIME

            13 tests: 3 passed, 6 failed, 4 skipped

            """))
    }

    @Test func skipsHaveTheirPlace() async throws {
      let lines = try await Self.outcomes.value.record().lines.filter { $0.payload.kind == "testSkipped" }
      let skips = lines.map { line in
        let (test, place) = (line.payload.testID ?? "", line.payload.exhibit)
        return "\(test) \(place?.file ?? ""):\(place?.line ?? 0)"
      }
      #expect(
        skips == [
          "FirstTests.OutcomeTests/testAsyncIsSkipped Tests/FirstTests/OutcomeTests.swift:45",
          "FirstTests.OutcomeTests/testIsSkipped Tests/FirstTests/OutcomeTests.swift:24",
          "FirstTests.OutcomeTests/testIsSkippedByCondition Tests/FirstTests/OutcomeTests.swift:28",
          "FirstTests.OutcomeTests/testIsSkippedWithoutReason Tests/FirstTests/OutcomeTests.swift:32",
        ])
    }

    @Test func recordTellsEachTestFromItsStartToItsEnd() async throws {
      let record = try await Self.outcomes.value.record()
      #expect(
        record.kinds(of: "FirstTests.OutcomeTests/testFailsTwice") == [
          "testStarted", "exhibitDirectoryMade", "issueRecorded", "issueRecorded", "testEnded", "valueAttached log.txt",
        ])
      #expect(
        record.kinds(of: "SecondTests.OutcomeTests/testPasses") == [
          "testStarted", "exhibitDirectoryMade", "exhibitLogMessage", "valueAttached reply", "exhibitStepStarted",
          "exhibitStepStarted", "exhibitStepEnded", "exhibitStepEnded", "testEnded", "valueAttached log.txt",
        ])
      let lines = record.lines
      #expect(lines.map { $0.payload.exhibit?.sequence } == Array(0..<lines.count))
      #expect(lines.last?.payload.kind == "runEnded")
      // The plan stands before everything that happens.
      let plan = Array(repeating: "test", count: 13)
      let events = Array(repeating: "event", count: lines.count - 14)
      #expect(lines.map(\.kind) == ["exhibitProcess"] + plan + events)
    }

    @Test func logBeginsWithTheTestAndEndsWithItsOutcome() async throws {
      let record = try await Self.outcomes.value.record()
      let log = try record.text("log.txt", of: record.result("FirstTests.OutcomeTests/testFails"))
      #expect(
        OutputMask.masked(log).replacing(Self.package.directory, with: "PACKAGE")
          .replacing(/\d\.\d{3}  failure/, with: "0.000  failure") == """
            test      FirstTests.OutcomeTests/testFails
            name      testFails
            module    FirstTests
            location  FirstTests/OutcomeTests
            attempt   1
            started   DATE

            0.000  failure   PACKAGE/Tests/FirstTests/OutcomeTests.swift:11: \
            XCTAssertEqual failed: ("1") is not equal to ("2") - one is not two

            outcome   failed
            duration  TIME

            """)
    }
  }
}
