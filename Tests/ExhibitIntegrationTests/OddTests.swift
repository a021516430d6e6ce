import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Tests that do what tests seldom do.
  @Suite struct OddTests {
    private func run(_ name: String, exitCode: Int32) async throws -> (SampleRecord, SampleRun) {
      let run = try await SamplePackage.behaviour.runBinary("FirstTests." + name)
      #expect(run.result.exitCode == exitCode)
      #expect(run.result.diagnostics.isEmpty)
      return (try run.record(), run)
    }

    /// XCTest blames the test that runs when the failure comes, not the one that left the thread behind.
    @Test func lateFailureBelongsToTheTestThatXCTestBlames() async throws {
      let (record, _) = try await run("LateFailureTests", exitCode: 1)
      #expect(
        record.outcomes == [
          "FirstTests.LateFailureTests/test1LeavesAThreadBehind passed",
          "FirstTests.LateFailureTests/test2WaitsForTheThread failed",
        ])
      #expect(try record.result("FirstTests.LateFailureTests/test2WaitsForTheThread").issues.map(\.line) == [12])
    }

    /// XCTest drops the failure without telling any observer; so the tests pass, here as there.
    @Test func failureInTheSetUpOfAClassIsDroppedByXCTest() async throws {
      let (record, run) = try await run("ClassSetUpTests", exitCode: 0)
      #expect(record.outcomes == ["FirstTests.ClassSetUpTests/testPassesAllTheSame passed"])
      #expect(!run.result.standardOutput.contains("in the set-up of the class"))
    }

    @Test func inheritedTestsBelongToTheSubclass() async throws {
      let (derived, _) = try await run("DerivedTests", exitCode: 1)
      #expect(
        derived.outcomes == [
          "FirstTests.DerivedTests/testIsInherited passed", "FirstTests.DerivedTests/testIsOfTheSubclass passed",
          "FirstTests.DerivedTests/testIsOverridden failed",
        ])
      let (base, _) = try await run("BaseTests", exitCode: 0)
      #expect(
        base.outcomes == [
          "FirstTests.BaseTests/testIsInherited passed", "FirstTests.BaseTests/testIsOverridden passed",
        ])
      let (shared, _) = try await run("SharedTests", exitCode: 0)
      #expect(shared.outcomes.last == "FirstTests.SharedTests/testIsOfTheSubclass passed")
    }

    @Test func disturbedProcessIsRecordedToItsEnd() async throws {
      let (record, run) = try await run("DisturbingTests", exitCode: 1)
      #expect(
        record.outcomes == [
          "FirstTests.DisturbingTests/test1ClosesStandardInput passed",
          "FirstTests.DisturbingTests/test2RunsAfterwards passed",
          "FirstTests.DisturbingTests/test3WantsToStopAtAFailure failed",
          "FirstTests.DisturbingTests/test4WritesToBothStreams passed",
          "FirstTests.DisturbingTests/test5PrintsTheRunVariable passed",
        ])
      // `continueAfterFailure = false` has no effect in swift-corelibs-xctest.
      #expect(
        try record.result("FirstTests.DisturbingTests/test3WantsToStopAtAFailure").issues.map(\.message) == [
          "failed - first", "failed - second",
        ])
      #expect(run.result.standardError == "on standard error\n")
    }

    @Test func changedWorkingDirectoryMovesNothing() async throws {
      let (record, _) = try await run("OutcomeTests", exitCode: 1)
      for attempt in record.attempts {
        #expect(try record.text("log.txt", of: attempt).contains("\noutcome   \(attempt.outcome.rawValue)\n"))
        #expect(attempt.issues.compactMap(\.file).allSatisfy { $0 == "Tests/FirstTests/OutcomeTests.swift" })
      }
    }
  }
}
