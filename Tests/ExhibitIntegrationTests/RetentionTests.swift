import ExhibitRecord
import Testing

extension IntegrationTests {
  /// What becomes of older runs when a new one begins.
  @Suite struct RetentionTests {
    private static let package = SamplePackage.behaviour

    @Test func theOldGoAndWhatIsInProgressStays() async throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("{retain: {runs: 1, artifacts: \"failed\"}}", to: "exhibit.json")
      let artifacts = try ArtifactFolder()
      let gate = try Gate()
      func run(_ id: String, _ tests: String) async throws -> SampleRun {
        let variables = gate.variables.merging(["EXHIBIT_RUN": id, "EXHIBIT_CONFIG": file]) { $1 }
        return try await Self.package.runBinary(tests, environment: variables, artifacts: artifacts)
      }
      func ids() -> [String] { artifacts.root.allRuns().map(\.id.rawValue) }

      async let waiting = run("first", "FirstTests.GateTests")
      _ = try await gate.waitForTests(1)
      #expect(try await run("second", "FirstTests.BaseTests").result.diagnostics.isEmpty)
      #expect(ids() == ["first", "second"])
      #expect(try await run("third", "FirstTests.OutcomeTests").result.exitCode == 1)
      #expect(ids() == ["first", "third"])
      #expect(FileSystem.target(ofLink: artifacts.root.latest) == "runs/third")

      gate.open(for: 1)
      let first = try await waiting
      #expect(first.result.exitCode == 0)
      #expect(first.result.diagnostics.isEmpty)
      let record = try SampleRecord(of: artifacts.root.allRuns()[0], in: artifacts)
      #expect(record.outcomes == ["FirstTests.GateTests/testWaitsAtTheGate passed"])
      #expect(try record.text("log.txt", of: record.attempts[0]).contains("outcome   passed"))

      let pruned = try await Self.package.exhibit(
        "prune", "--keep", "1", "--artifacts", "failed", artifacts: artifacts)
      #expect(pruned.exitCode == 0)
      #expect(pruned.standardOutput.contains("Removed 1 of 2 runs and the artifacts of "))
      #expect(ids() == ["third"])
      #expect(FileSystem.names(in: artifacts.root.runs) == ["third"])
      let third = try SampleRecord(of: artifacts.root.allRuns()[0], in: artifacts)
      for attempt in third.attempts {
        #expect(attempt.areArtifactsRemoved == !attempt.outcome.isBad, "\(attempt.key)")
        if attempt.outcome.isBad { #expect(try third.text("log.txt", of: attempt).contains("outcome   failed")) }
      }
    }

    /// On a disk of its own, which this process may not be allowed to have.
    @Test(.enabled(if: Mount.isPossible)) func aFullDiskIsSeenAndPruned() async throws {
      let run = try await Self.package.runBinary("FirstTests.OutcomeTests", environment: ["EXHIBIT_RUN": "full"])
      let count = try run.record().attempts.filter { $0.artifactPath != nil }.count
      #expect(count > 3)
      let folder = try TemporaryFolder()
      func exhibit(_ verb: String, _ option: String, to name: String) async throws -> ProcessResult {
        let variables = ["RUNS": run.artifacts.root.path, "KEEP": folder.path + "/" + name]
        return try await Self.package.exhibit(
          verb, option, environment: variables, artifacts: ArtifactFolder(), through: Mount.fullDisk)
      }
      let report = try await exhibit("doctor", "--json", to: "seen")
      #expect(report.exitCode == 2)
      #expect(report.standardOutput.contains("cannot write: "))
      #expect(report.standardOutput.contains("No space left on device"))
      #expect(report.standardOutput.contains("make room (`exhibit prune --keep 1`), or set EXHIBIT_ARTIFACT_DIR"))
      #expect(report.standardOutput.contains("0 B are free, and limits.run is 2.0 GiB"))

      let pruned = try await exhibit("prune", "--artifacts=none", to: "pruned")
      #expect(pruned.exitCode == 0, "\(pruned.standardError)")
      #expect(pruned.standardOutput.contains("Removed 0 of 1 run and the artifacts of \(count) tests: "))
      #expect(pruned.standardError.isEmpty)
      let kept = ArtifactFolder(in: folder, named: "pruned")
      let directory = try #require(kept.root.allRuns().first)
      #expect(FileSystem.kind(of: directory.tests) == nil)
      // The record says so all the same.
      let record = try SampleRecord(of: directory, in: kept)
      #expect(record.attempts.filter(\.areArtifactsRemoved).count == count)
      #expect(record.outcomes == (try run.record().outcomes))
    }

    @Test func theDoctorFindsNothingWrongWithASample() async throws {
      let artifacts = try ArtifactFolder()
      let report = try await Self.package.exhibit("doctor", artifacts: artifacts)
      #expect(report.exitCode == 0)
      #expect(report.standardOutput.hasSuffix("\nno problems\n"))
      #expect(report.standardError.isEmpty)
      #expect(artifacts.isUntouched)
    }
  }
}
