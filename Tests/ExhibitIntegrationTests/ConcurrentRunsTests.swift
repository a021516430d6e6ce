import ExhibitRecord
import ExhibitSupport
import Foundation
import Testing

extension IntegrationTests {
  /// Several `swift test` at once.
  @Suite struct ConcurrentRunsTests {
    @Test func twoAtOnceAreTwoRuns() async throws {
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      let variables = gate.variables
      func test() async throws -> SampleRun {
        try await SamplePackage.behaviour.test(
          "--ignore-lock", "--filter", "GateTests|BaseTests", environment: variables, artifacts: artifacts)
      }
      async let first = test()
      async let second = test()
      let started = try await gate.waitForTests(2)
      // Both are alive now, and each holds a record of its own.
      let open = artifacts.root.allRuns()
      #expect(open.count == 2)
      for run in open { #expect(try RunSummary.read(run).isRunning) }
      gate.open(for: 2)

      for run in [try await first, try await second] { #expect(run.result.exitCode == 0) }
      let records = try artifacts.root.allRuns().map { try SampleRecord(of: $0, in: artifacts) }
      #expect(records.count == 2)
      #expect(Set(records.flatMap { $0.processes.compactMap { $0.header?.pid } }) == Set(started))
      for record in records {
        #expect(!record.summary.isRunning)
        #expect(
          record.outcomes == [
            "FirstTests.BaseTests/testIsInherited passed", "FirstTests.BaseTests/testIsOverridden passed",
            "FirstTests.GateTests/testWaitsAtTheGate passed",
          ])
      }
    }
  }
}
