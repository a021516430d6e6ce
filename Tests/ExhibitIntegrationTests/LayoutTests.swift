import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Where the directories of tests are: `per_run` and `reuse_dir`.
  @Suite struct LayoutTests {
    private func run(_ layout: String, in artifacts: ArtifactFolder, more: [String: String] = [:]) async throws
      -> SampleRun
    {
      let variables = ["EXHIBIT_PER_RUN": layout].merging(more) { $1 }
      return try await SamplePackage.behaviour.runBinary(
        "SetupTests.SetupTests/test1Passes", environment: variables, artifacts: artifacts)
    }

    private func attempts(in artifacts: ArtifactFolder) throws -> [(run: RunDirectory, attempt: AttemptResult)] {
      try artifacts.root.allRuns().map { run in
        let attempts = try RunSummary.read(run).attempts
        return (run, try #require(attempts.first))
      }
    }

    @Test("1.6.4: per_run: test keeps the runs of a test side by side")
    func runsOfATestAreSideBySide() async throws {
      let artifacts = try ArtifactFolder()
      for name in ["one", "two"] {
        let run = try await run("test", in: artifacts, more: ["EXHIBIT_RUN": name])
        #expect(run.result.diagnostics.isEmpty)
      }
      let place = artifacts.root.path + "/tests/SetupTests/SetupTests/test1Passes"
      let found = try attempts(in: artifacts)
      #expect(found.count == 2)
      for (run, attempt) in found {
        #expect(attempt.artifactPath == "\(place)/\(run.id)")
        #expect(
          attempt.artifacts.map(\.path).sorted() == ["evidence.txt", "log.txt"].map { "\(place)/\(run.id)/\($0)" })
        #expect(FileSystem.text(of: "\(place)/\(run.id)/evidence.txt") == "four")
        #expect(FileSystem.kind(of: run.tests) == nil)
      }
      let shown = try await SamplePackage.behaviour.exhibit("show", "latest", "test1Passes", artifacts: artifacts)
      #expect(shown.exitCode == 0)
      #expect(shown.standardOutput.contains("evidence  \(place)/two"))
      #expect(shown.standardOutput.contains("| outcome   passed"))
    }

    @Test("1.6.4: per_run: test, what a run left of a test goes with the run")
    func whatARunLeftGoesWithIt() async throws {
      let artifacts = try ArtifactFolder()
      // Of runs that begin in one second the last in the alphabet is the newest.
      for name in ["run1", "run2", "run3"] { _ = try await run("test", in: artifacts, more: ["EXHIBIT_RUN": name]) }
      let pruned = try await SamplePackage.behaviour.exhibit(
        "prune", "--keep", "1", "--artifacts", "all", artifacts: artifacts)
      #expect(pruned.exitCode == 0)
      #expect(pruned.standardOutput.contains("Removed 2 of 3 runs: "))
      #expect(FileSystem.names(in: artifacts.root.runs) == ["run3"])
      #expect(FileSystem.names(in: artifacts.root.path + "/tests/SetupTests/SetupTests/test1Passes") == ["run3"])
    }

    @Test("1.6.4: per_run: none, a later run replaces")
    func laterRunReplaces() async throws {
      let artifacts = try ArtifactFolder()
      let place = artifacts.root.path + "/tests/SetupTests/SetupTests/test1Passes"
      for name in ["one", "two"] {
        let run = try await run("none", in: artifacts, more: ["EXHIBIT_RUN": name])
        #expect(run.result.diagnostics.isEmpty)
        #expect(Set(FileSystem.names(in: place)) == [".run", "evidence.txt", "log.txt"])
        #expect(
          FileSystem.text(of: place + "/log.txt")?.split(separator: "\n").filter { $0.hasPrefix("outcome") }.count == 1)
      }
      let paths = try attempts(in: artifacts).map(\.attempt.artifactPath)
      #expect(paths == [place, place])
    }

    @Test("1.6.4, F19: reuse_dir: false never writes into a directory that was there")
    func directoryThatWasThereIsNotUsed() async throws {
      let artifacts = try ArtifactFolder()
      for name in ["one", "two", "three"] {
        _ = try await run("none", in: artifacts, more: ["EXHIBIT_REUSE_DIR": "0", "EXHIBIT_RUN": name])
      }
      let paths = try attempts(in: artifacts).compactMap(\.attempt.artifactPath)
      #expect(Set(paths).count == 3)
      #expect(paths.contains(artifacts.root.path + "/tests/SetupTests/SetupTests/test1Passes"))
      for path in paths { #expect(Set(FileSystem.names(in: path)) == [".run", "evidence.txt", "log.txt"]) }
    }

    @Test("F19: with reuse_dir: false all of a run works")
    func allOfARunWorksWithoutReuse() async throws {
      let run = try await SamplePackage.behaviour.runBinary(
        "SetupTests.SetupTests", environment: ["EXHIBIT_REUSE_DIR": "0", "BEHAVIOUR_SETUP": "path"])
      #expect(run.result.diagnostics.isEmpty)
      let record = try run.record()
      #expect(record.attempts.first?.artifactPath == "elsewhere/test1Passes")
      #expect(try record.text("log.txt", of: record.attempts[0]).contains("outcome   passed"))
    }

    @Test func wrongVariableIsNamedAndHasNoEffect() async throws {
      let artifacts = try ArtifactFolder()
      let run = try await run(
        "tets", in: artifacts, more: ["EXHIBIT_THREADED": "perhaps", "EXHIBIT_TEST_TIMEOUT": "abc"])
      #expect(
        run.result.diagnostics == [
          "exhibit: EXHIBIT_PER_RUN: unknown value 'tets'; did you mean 'test'?",
          "exhibit: EXHIBIT_THREADED: expected true or false, found the string 'perhaps'",
          "exhibit: EXHIBIT_TEST_TIMEOUT: 'abc' is no number of seconds from 0.001 to 999999; 300 counts instead",
        ])
      #expect(try attempts(in: artifacts).map(\.attempt.artifactPath) == ["tests/SetupTests/SetupTests/test1Passes"])
    }
  }
}
