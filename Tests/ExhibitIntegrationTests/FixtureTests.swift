import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// Cached details and fixtures in real runs.
  @Suite struct FixtureTests {
    private static let package = SamplePackage.behaviour

    /// The texts about fixtures in the record, without times.
    private func texts(_ record: SampleRecord) -> [String] {
      record.lines.filter { $0.payload.kind == "exhibitFixture" }.compactMap { line in
        line.payload.messages?.first?.text.replacingOccurrences(
          of: #" \(\d+\.\d{3} ms\)"#, with: "", options: .regularExpression)
      }
    }

    @Test func eightProcessesFetchOnce() async throws {
      let run = try await Self.package.test("--parallel", "--filter", "FixtureTests.SharedDetailTests")
      let record = try run.record()
      #expect(run.result.exitCode == 0)
      #expect(record.processes.count == 8)
      #expect(record.diagnostics.isEmpty)
      let texts = texts(record).sorted()
      #expect(
        texts == ["detail details of server fetched"]
          + Array(repeating: "detail details of server shared", count: 7))
    }

    @Test func nothingIsLeftByAProcessThatRanAllTests() async throws {
      let run = try await Self.package.test("--filter", "FixtureTests.SharedDetailTests")
      let record = try run.record()
      // Each test has another object for the server, which takes what is shared.
      #expect(texts(record).filter { $0.hasSuffix("fetched") }.count == 1)
      let left = try FileManager.default.contentsOfDirectory(atPath: record.run.path + "/fixtures")
      #expect(left.sorted() == ["generations", "members"])
    }

    /// There is room for the record, but not for what processes tell one another.
    @Test(.enabled(if: Mount.isPossible)) func aFullDiskLeavesEachProcessAloneAndThatIsSaidOnce() async throws {
      let folder = try TemporaryFolder()
      let run = try await Self.package.runBinary(
        "FixtureTests.SharedDetailTests", environment: ["KEEP": folder.path + "/kept"],
        through: Mount.command(options: "size=400k"))
      #expect(run.result.exitCode == 0)
      let said = run.result.standardError.split(separator: "\n").filter { $0.hasPrefix("exhibit: ") }
      #expect(said.count == 1, "\(said)")
      #expect(said.first?.contains("fixtures/generations cannot be used (No space left on device)") == true, "\(said)")
      let kept = ArtifactFolder(in: folder, named: "kept")
      let record = try SampleRecord(of: try #require(kept.root.allRuns().first), in: kept)
      #expect(record.attempts.count == 8)
      #expect(record.attempts.allSatisfy { $0.outcome == .passed })
    }

    @Test func scopesAreTheSameWhenExhibitIsSwitchedOff() async throws {
      for variables in [[:], ["EXHIBIT_DISABLED": "1"]] {
        let folder = try TemporaryFolder()
        let journal = folder.path + "/journal"
        try Data().write(to: URL(fileURLWithPath: journal))
        let run = try await Self.package.runBinary(
          "FixtureTests.ScopeTests", environment: variables.merging(["BEHAVIOUR_SCOPES": journal]) { $1 })
        #expect(run.result.exitCode == 0)
        let lines = try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n")
        #expect(
          lines == [
            "make class", "make test", "make run", "end test", "make test", "end test", "make test", "end test",
            "class ends", "end class", "end run",
          ], "\(variables)")
        #expect(
          run.result.standardError.split(separator: "\n").filter { $0.hasPrefix("exhibit: ") } == [
            "exhibit: tear-down of 'lamp' failed: StillOn()",
            "exhibit: tear-down of 'class thing' failed: Stuck()",
          ], "\(variables)")
      }
    }

    @Test func whatCannotBeTornDownIsSaidAndChangesNothingElse() async throws {
      let run = try await Self.package.test(
        "--filter", "FixtureTests.ScopeTests", environment: ["BEHAVIOUR_SCOPES": "1"])
      let record = try run.record()
      #expect(run.result.exitCode == 0)
      #expect(
        record.outcomes == [
          "FixtureTests.ScopeTests/test1 error", "FixtureTests.ScopeTests/test2 passed",
          "FixtureTests.ScopeTests/test3OnTheMainActor passed",
        ])
      #expect(
        texts(record) == [
          // In the set-up of the class.
          "fixture class thing created, for the class", "fixture test thing created",
          "fixture run thing created, for the run", "teardown lamp torn down: StillOn()",
          "fixture test thing torn down",
          "fixture test thing created", "fixture test thing torn down",
          "fixture test thing created", "teardown main torn down", "fixture test thing torn down",
          "fixture class thing torn down, for the class: Stuck()", "fixture run thing torn down, for the run",
        ])
      #expect(
        record.diagnostics == [
          "tear-down of 'lamp' failed: StillOn()", "tear-down of 'class thing' failed: Stuck()",
        ])
    }
  }
}
