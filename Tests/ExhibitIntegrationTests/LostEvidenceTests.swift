import ExhibitRecord
import Testing

extension IntegrationTests {
  /// What cannot be saved is said, and harms nothing.
  @Suite struct LostEvidenceTests {
    private static let package = SamplePackage.behaviour

    @Test func lossIsReturnedAndSaidOnce() async throws {
      let run = try await Self.package.runBinary("EvidenceTests.LosingTests", environment: ["BEHAVIOUR_LOSES": "1"])
      #expect(run.result.exitCode == 0)
      let (none, missing) = (
        "'before any test' was not saved: no test that Exhibit watches is running",
        "'file.txt' was not saved: /nonexistent/file.txt: No such file or directory"
      )
      let directory = "'a directory' was not saved: /dev is not a file"
      let lost = run.result.outputLines(startingWith: "lost: ").map { $0.dropFirst("lost: ".count) }
      #expect(lost.prefix(4) == [none[...], missing[...], missing[...], directory[...]])
      let encoding = try #require(lost.last)
      #expect(lost.count == 5)
      #expect(encoding.hasPrefix("'a value' was not saved: "))
      #expect(encoding.contains("refuses to be encoded"))
      #expect(run.result.outputLines(startingWith: "saved: ") == ["saved: a text"])

      let test = "EvidenceTests.LosingTests/"
      let diagnostics = [
        none, "a log line was not saved: no test that Exhibit watches is running",
        "\(test)testFileIsMissing: \(missing)", "\(test)testFileIsMissing: \(directory)",
        "\(test)testValueDoesNotEncode: \(encoding)",
      ]
      #expect(run.result.diagnostics == diagnostics.map { "exhibit: " + $0 })
      let record = try run.record()
      #expect(record.diagnostics == diagnostics)
      #expect(record.attempts.allSatisfy { $0.outcome == .passed })
      #expect(
        record.kinds(of: test + "testFileIsMissing").filter { $0 == "exhibitArtifactLost" }.count == 3)
    }

    /// A directory that nobody can write into, also not the superuser: it would be below a file.
    @Test(arguments: ["FirstTests.OutcomeTests", "EvidenceTests.LosingTests"])
    func unwritableDirectoryChangesNoResult(_ tests: String) async throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("in the way", to: "file")
      let run = try await Self.package.runBinary(tests, environment: ["EXHIBIT_ARTIFACT_DIR": file + "/Artifacts"])
      let off = try await Self.package.runBinary(tests, environment: ["EXHIBIT_DISABLED": "1"])
      #expect(run.result.exitCode == off.result.exitCode)
      #expect(OutputMask.lines(run.result.standardOutput) == OutputMask.lines(off.result.standardOutput))
      #expect(
        run.result.standardError == """
          exhibit: no evidence is kept: \(file)/Artifacts: Not a directory. \
          Set EXHIBIT_ARTIFACT_DIR to a directory that can be written

          """)
      #expect(folder.contents == ["file"])
    }

    @Test func directoryOfATestIsUsableEvenThen() async throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("in the way", to: "file")
      let run = try await Self.package.runBinary(
        "EvidenceTests.LosingTests/testDirectoryIsUsable",
        environment: ["EXHIBIT_ARTIFACT_DIR": file + "/Artifacts", "BEHAVIOUR_LOSES": "1", "TMPDIR": folder.path])
      #expect(run.result.exitCode == 0)
      #expect(run.result.outputLines(startingWith: "written") == ["written"])
      #expect(run.result.diagnostics.contains { $0.contains("testDirectoryIsUsable") && $0.contains("is lost") })
      // It went with the process.
      #expect(folder.contents == ["file"])
    }
  }
}
