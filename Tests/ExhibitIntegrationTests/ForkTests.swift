import ExhibitRecord
import ExhibitSupport
import Foundation
import Testing

extension IntegrationTests {
  /// A child that was forked shares the event file with its parent, and runs its exit handlers.
  @Suite struct ForkTests {
    @Test func childWritesNothingIntoTheRecordOfItsParent() async throws {
      let run = try await SamplePackage.behaviour.test("--filter", "ForkTests")
      let record = try run.record()
      #expect(
        record.outcomes == [
          "FirstTests.ForkTests/test1ForksAChildThatExits passed", "FirstTests.ForkTests/test2RunsAfterwards passed",
        ])
      #expect(!record.lines.contains { $0.payload.kind == "exhibitProcessExited" })
      let numbers = record.lines.compactMap { $0.payload.exhibit?.sequence }
      #expect(numbers == Array(0..<numbers.count))
    }

    /// The child holds copies of all descriptors, but not the lock by which the life of a process is told.
    @Test func deadParentOfALivingChildIsNotRunning() async throws {
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      let seen = Locked<RunSummary?>(nil)
      let exitCode = try await SamplePackage.behaviour.runBinary(
        "FirstTests.DisasterTests", environment: gate.variables.merging(["BEHAVIOUR_DISASTER": "fork"]) { $1 },
        artifacts: artifacts
      ) { pid in
        // The end of the process is told only when its child has ended too. Its first thread may be over before the
        // others, and the last of them gives the files back.
        while FileSystem.text(of: "/proc/\(pid)/stat")?.contains(") Z ") == false
          || FileSystem.names(in: "/proc/\(pid)/task").count > 1
        { sched_yield() }
        let summary = artifacts.root.allRuns().first.flatMap { try? RunSummary.read($0) }
        seen.withLock { $0 = summary }
        gate.open(for: 1)
      }
      #expect(exitCode == 137)
      let summary = try #require(seen.withLock { $0 })
      #expect(!summary.isRunning)
      #expect(summary.attempts.map(\.outcome) == [.passed, .killed, .lost])
    }
  }
}
