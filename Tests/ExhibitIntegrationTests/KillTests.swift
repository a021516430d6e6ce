import ExhibitRecord
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
  /// A process that is killed with SIGKILL at a random moment.
  @Suite struct KillTests {
    private static let package = SamplePackage.behaviour
    private static let variables = ["BEHAVIOUR_BUSY": "1"]
    private static let keepsOutput = ["EXHIBIT_PLUGINS_OUTPUT_ENABLED": "1"]

    /// How many times; more in the long campaign.
    private static let count = ProcessInfo.processInfo.environment["KILL_COUNT"].flatMap { Int($0) } ?? 20

    @Test func recordOfAKilledProcessIsWhole() async throws {
      let whole = try await Self.package.runBinary("EvidenceTests.BusyTests", environment: Self.variables)
      let length = try #require(Self.length(of: whole.artifacts))
      var generator = SeededGenerator(seed: UInt64.random(in: 0...UInt64(UInt32.max)))
      var outcomes: [Outcome: Int] = [:]
      var printed = 0
      for round in 0..<Self.count {
        // A moment is told by how much has been recorded, a little before the first line to a little after the last.
        let moment = Int.random(in: -200...length + 200, using: &generator)
        let artifacts = try ArtifactFolder()
        // Every other time what the tests print is kept too, by a process that lives on for a moment.
        let variables = round.isMultiple(of: 2) ? Self.variables : Self.variables.merging(Self.keepsOutput) { $1 }
        let exitCode = try await Self.package.runBinary(
          "EvidenceTests.BusyTests", environment: variables, artifacts: artifacts
        ) { pid in
          while kill(pid, 0) == 0, Self.length(of: artifacts) ?? -100 < moment { sched_yield() }
          kill(pid, SIGKILL)
        }
        let summary = try expectWhole(artifacts, at: "\(moment) of \(length) bytes")
        for outcome in summary?.attempts.map(\.outcome) ?? [] { outcomes[outcome, default: 0] += 1 }
        printed += summary?.attempts.count { $0.artifacts.contains { $0.name == "stdout.txt" } } ?? 0
        if exitCode == 0 { #expect(summary?.counts == [.passed: 25]) }
      }
      #expect(outcomes[.passed, default: 0] > 0)
      #if os(Linux)
        #expect(printed > 0, "no output was kept")
      #endif
      #expect(outcomes[.killed, default: 0] > 0, "no kill met a test: \(outcomes)")
      #expect(Set(outcomes.keys).isSubset(of: [.passed, .killed, .lost]), "\(outcomes)")
    }

    /// How many bytes have been recorded, if anything has.
    private static func length(of artifacts: ArtifactFolder) -> Int? {
      guard let run = FileSystem.names(in: artifacts.root.runs).first.map({ artifacts.root.runs + "/" + $0 }) else {
        return nil
      }
      return FileSystem.names(in: run + "/events").compactMap { FileSystem.size(of: run + "/events/" + $0) }.max()
    }

    /// Every line is readable, every test that started has an outcome, every artifact that is listed is complete.
    private func expectWhole(_ artifacts: ArtifactFolder, at moment: String) throws -> RunSummary? {
      // The process may have been killed before it had anything to say.
      guard let run = artifacts.root.allRuns().first, !FileSystem.names(in: run.events).isEmpty else { return nil }
      let summary = try RunSummary.read(run)
      #expect(summary.processes.allSatisfy { $0.damagedLines == 0 && $0.missingLines == 0 }, "\(moment)")
      #expect(!summary.isRunning, "\(moment)")
      var started: Set<String> = []
      var planned: Set<String> = []
      for name in FileSystem.names(in: run.events) {
        for line in try EventFile.read(run.events + "/" + name).lines {
          if line.kind == "test", let id = line.payload.id { planned.insert(id) }
          if line.payload.kind == "testStarted", let id = line.payload.testID { started.insert(id) }
        }
      }
      #expect(started.isSubset(of: planned), "\(moment)")
      let known = Dictionary(grouping: summary.attempts, by: \.key.id)
      for id in planned {
        let outcome = known[id]?.first?.outcome
        #expect(started.contains(id) ? [.passed, .killed].contains(outcome) : outcome == .lost, "\(id) at \(moment)")
      }
      #expect(summary.attempts.count { $0.outcome == .killed } <= 1, "\(moment)")
      for artifact in summary.attempts.flatMap(\.artifacts) {
        #expect(
          FileSystem.size(of: run.path + "/" + artifact.path) == artifact.byteCount, "\(artifact.path) at \(moment)")
      }
      return summary
    }
  }
}
