import ExhibitRecord
import Testing

extension IntegrationTests {
  /// What a configuration does to a run, and that a broken one does not stop it.
  @Suite struct ConfigurationTests {
    private static let package = SamplePackage.behaviour
    private static let passing = "FirstTests.BaseTests"

    /// Runs tests that pass with a configuration.
    private func run(
      _ text: String, in folder: TemporaryFolder, tests: String = passing, variables: [String: String] = [:]
    ) async throws -> SampleRun {
      let file = try folder.write(text, to: "exhibit.json")
      return try await Self.package.runBinary(tests, environment: variables.merging(["EXHIBIT_CONFIG": file]) { $1 })
    }

    /// Texts with the file's name alone.
    private func withoutFolder(_ texts: [String], _ folder: TemporaryFolder) -> [String] {
      texts.map { $0.replacing(folder.path + "/", with: "") }
    }

    @Test func syntaxErrorIsSaidOnceAndTestsRun() async throws {
      let folder = try TemporaryFolder()
      let run = try await run("{\n  // who we are\n  \"plugins\": {,}\n}\n", in: folder)
      #expect(run.result.exitCode == 0)
      let message = "exhibit.json:3:15: unexpected ','; expected a key or '}'; remove the comma"
      #expect(withoutFolder(run.result.diagnostics, folder) == ["exhibit: " + message])
      let record = try run.record()
      #expect(record.attempts.map(\.outcome) == [.passed, .passed])
      #expect(withoutFolder(record.diagnostics, folder) == [message])
      #expect(try record.text("log.txt", of: record.attempts[0]).contains("outcome   passed"))
    }

    @Test("1.3.2: an unknown plugin is named, and the others load")
    func unknownNamesAreSaidWithTheNearestSpelling() async throws {
      let folder = try TemporaryFolder()
      let text = """
        {
          artefact_dir: "Evidence",
          plugins: {
            log: {enabled: true},
            journal: {enabled: true, levl: 2},
            broken: {enabled: true, plugin: "journal", level: "high"},
            typo: {enabled: true, plugin: "jornal"},
            unknown: {enabled: true, plugin: "SetupTests.NoSuchPlugin"},
            wrong: {enabled: true, plugin: "SetupTests.ExhibitSetup"},
            off: {plugin: "jornal"},
          },
          setup: "SetupTests.NoSuchSetup",
        }
        """
      let run = try await run(
        text, in: folder, tests: "SetupTests.SetupTests", variables: ["BEHAVIOUR_SETUP": "journal"])
      #expect(run.result.exitCode == 1)
      let diagnostics = [
        "exhibit.json:2:3: artefact_dir: unknown key; did you mean 'artifact_dir'?",
        "exhibit.json:12:10: setup: there is no class 'SetupTests.NoSuchSetup' in this process; "
          + "write it as 'Module.Class'",
        "exhibit.json:5:30: plugins.journal.levl: unknown key; did you mean 'level'?",
        "exhibit.json:6:55: plugins.broken.level: expected an integer, found the string 'high'",
        "exhibit.json:7:11: plugins.typo: there is no plugin 'jornal'; did you mean 'journal'?",
        "exhibit.json:8:14: plugins.unknown: there is no plugin 'SetupTests.NoSuchPlugin'; "
          + "known are log, output, command, tail, redact, post_result, journal, and classes as 'Module.Class'",
        "exhibit.json:9:12: plugins.wrong: class 'SetupTests.ExhibitSetup' does not conform to Plugin; "
          + "known are log, output, command, tail, redact, post_result, journal, and classes as 'Module.Class'",
      ]
      #expect(withoutFolder(run.result.diagnostics, folder) == diagnostics.map { "exhibit: " + $0 })
      let record = try run.record()
      #expect(withoutFolder(record.diagnostics, folder) == diagnostics)
      #expect(record.attempts.map(\.outcome) == [.passed, .failed])
      #expect(try record.text("log.txt", of: record.attempts[0]).contains("outcome   passed"))
    }

    @Test func artifactDirectoryIsRelativeToTheFile() async throws {
      let folder = try TemporaryFolder()
      let run = try await run(
        "{artifact_dir: \"Evidence\"}", in: folder, variables: ["EXHIBIT_ARTIFACT_DIR": ""])
      #expect(run.artifacts.isUntouched)
      let there = SampleRun(result: run.result, artifacts: ArtifactFolder(in: folder, named: "Evidence"))
      #expect(try there.record().attempts.count == 2)
      #expect(try folder.text(of: "Evidence/.gitignore") == "*\n")
    }

    @Test func variableOverridesTheArtifactDirectory() async throws {
      let folder = try TemporaryFolder()
      let run = try await run("{artifact_dir: \"Evidence\"}", in: folder)
      #expect(try run.record().attempts.count == 2)
      #expect(folder.contents == ["exhibit.json"])
    }

    @Test func logCanBeRenamedDoubledAndSwitchedOff() async throws {
      let folder = try TemporaryFolder()
      let doubled = try await run(
        "{plugins: {log: {enabled: true}, second: {enabled: true, plugin: \"log\"}}}", in: folder)
      let record = try doubled.record()
      let attempt = try record.result("FirstTests.BaseTests/testIsInherited")
      #expect(attempt.artifacts.map(\.name) == ["log.txt", "second.txt"])
      #expect(try record.text("second.txt", of: attempt).hasPrefix("test      FirstTests.BaseTests/testIsInherited\n"))

      let none = try await run("{plugins: {log: {enabled: false}, output: {enabled: false}}}", in: folder).record()
      #expect(none.attempts.map(\.outcome) == [.passed, .passed])
      #expect(none.attempts.allSatisfy { $0.artifactPath == nil && $0.artifacts.isEmpty })
      #expect(FileSystem.kind(of: none.run.tests) == nil)
    }
  }
}
