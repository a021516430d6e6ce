import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// What a configuration names as secret reaches no file.
  @Suite struct RedactionTests {
    /// A value with everything that JSON and Swift escape.
    private static let secret = #"to"ken/\#(UUID().uuidString)\'end"#
    private static let secretOfPlugin = "of-plugin-\(UUID().uuidString)"

    private static let configuration = """
      {
        redact: {words_from: ["BEHAVIOUR_SECRET", "NOT_SET"], patterns: ["Bearer [A-Za-z0-9._-]+"]},
        plugins: {log: {enabled: true}, second: {enabled: true, plugin: "log"}, secret: {enabled: true},
          post_result: {enabled: true}},
      }
      """

    /// Runs the tests with both values in many places, and makes all derived files.
    private func run(_ tests: String, variables: [String: String] = [:]) async throws -> SampleRun {
      let folder = try TemporaryFolder()
      let file = try folder.write(Self.configuration, to: "exhibit.json")
      let environment = [
        "EXHIBIT_CONFIG": file, "BEHAVIOUR_SECRET": Self.secret, "BEHAVIOUR_SECRET_OF_PLUGIN": Self.secretOfPlugin,
        "LANG": "C.\(Self.secret)", "EXHIBIT_SHARD": Self.secret, "GITHUB_ACTIONS": "true",
        "GITHUB_REF_NAME": "branch-\(Self.secret)", "RUNNER_NAME": String(repeating: "n", count: 250) + Self.secret,
      ]
      let run = try await SamplePackage.behaviour.runBinary(
        tests, environment: environment.merging(variables) { $1 })
      let shown = try await SamplePackage.behaviour.exhibit("show", artifacts: run.artifacts)
      #expect(shown.exitCode == 0)
      return run
    }

    /// The files and directories that hold a value in their name or their content, in any form that is written.
    private func places(of value: String, in run: SampleRun) throws -> [String] {
      let root = run.artifacts.root.path
      let json = String(value.debugDescription.dropFirst().dropLast())
      let forms = [value, json, json.replacing("/", with: "\\/"), json.replacing("\\'", with: "'")]
      let names = try FileManager.default.subpathsOfDirectory(atPath: root)
      #expect(names.count > 10)
      return names.filter { name in
        // The half of a value is not fit to be read either.
        let data = FileManager.default.contents(atPath: root + "/" + name) ?? Data()
        let parts = forms + forms.map { String($0.prefix(20)) } + forms.map { String($0.suffix(20)) }
        return parts.contains { name.contains($0) || data.range(of: Data($0.utf8)) != nil }
      }
    }

    @Test("1.6.7, F25: a secret is in no file of any kind")
    func valueIsNowhere() async throws {
      let run = try await run("SecretTests.SecretTests")
      let picture = try places(of: Self.secret, in: run)
      // A change would break it; it is reported instead.
      #expect(picture.map(\.lastPathName) == ["picture.png"])
      #expect(try places(of: Self.secretOfPlugin, in: run) == [])
      #expect(try places(of: "session-", in: run) == [])
      #expect(try places(of: "Bearer abc", in: run) == [])

      let report = try #require(
        FileSystem.text(of: run.artifacts.root.allRuns()[0].reports + "/test-report.json", limit: 1 << 20))
      #expect(report.contains("failed with [redacted]") && report.contains("/named redacted.txt"))

      // The console is the tests' own.
      #expect(run.result.standardOutput.contains("printed \(Self.secret)"))
      #expect(!run.result.diagnostics.contains { $0.contains(Self.secret) || $0.contains(Self.secretOfPlugin) })
      let record = try run.record()
      #expect(
        record.outcomes == [
          "SecretTests.SecretTests/testFailures failed", "SecretTests.SecretTests/testFiles passed",
          "SecretTests.SecretTests/testPicture passed", "SecretTests.SecretTests/testSkips skipped",
          "SecretTests.SecretTests/testTexts passed", "SecretTests.SecretTests/testValueThatBecomesKnown passed",
        ])
      for attempt in record.attempts {
        for artifact in attempt.artifacts {
          #expect(FileSystem.size(of: record.run.path + "/" + artifact.path) == artifact.byteCount)
        }
      }
      let texts = try record.result("SecretTests.SecretTests/testTexts")
      #expect(try record.text("log.txt", of: texts).contains("logged [redacted] and again [redacted]"))
      #expect(try record.text("stdout.txt", of: texts) == "printed [redacted]\nprinted [redacted]\n")
      #expect(try record.text("second.txt", of: texts).contains("logged [redacted] and again [redacted]"))
      #expect(texts.artifacts.contains { $0.path.hasSuffix("/named redacted.txt") })
      #expect(run.result.diagnostics.filter { $0.contains("'picture.png' holds a value") }.count == 1)
      #expect(record.diagnostics.filter { $0.contains("'picture.png' holds a value") }.count == 1)
    }

    @Test func valueOnTheCommandLineIsNowhere() async throws {
      let value = "SecretTests.SecretTests"
      let run = try await run(value, variables: ["BEHAVIOUR_SECRET": value])
      // It is the name of the tests too.
      #expect(try places(of: value, in: run).map(\.lastPathName) == ["picture.png"])
      let record = try run.record()
      let command = record.lines.first { $0.kind == "exhibitProcess" }?.payload.exhibit?.command
      #expect(command?.last == "[redacted]")
      #expect(record.attempts.allSatisfy { $0.testID.hasPrefix("[redacted]/test") })
    }
  }
}
