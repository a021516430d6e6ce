import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// The plugins that come with Exhibit, in a package that only configures them.
  @Suite struct PluginTests {
    private static let plugins = """
      {
        plugins: {
          server: {enabled: true, plugin: "tail", paths: ["server.log"]},
          shot: {enabled: true, plugin: "command", when: "failed", command: ["./shot.sh", "picture"]},
          missing: {enabled: true, plugin: "command", event: "start_test", command: ["./missing.sh"]},
          post_result: {enabled: true},
        },
      }
      """

    private static let recorder = """
      {
        plugins: {
          video: {
            enabled: true, plugin: "command", event: "start_test", until: "finish_test",
            command: ["sh", "-c", "trap 'echo end >$EXHIBIT_ARTIFACT_PATH/video.txt; exit' INT; \
      : >$BEHAVIOUR_RECORDER; while :; do sleep 0.01; done"],
          },
        },
      }
      """

    /// Runs the tests with plugins that write into a folder of their own.
    private static func run(
      _ tests: String, _ configuration: String, arguments: [String] = []
    ) async throws -> (run: SampleRun, folder: TemporaryFolder) {
      let folder = try TemporaryFolder()
      let log = try folder.write("before\n", to: "server.log")
      let script = try folder.write(
        "#!/bin/sh\necho \"$EXHIBIT_TEST_NAME\" >\"$EXHIBIT_ARTIFACT_PATH/$1.txt\"\necho taken\n", to: "shot.sh")
      #expect(chmod(script, 0o755) == 0)
      // The paths of a sample package's configuration are below its root, which is not written to here.
      let text = configuration.replacing("\"server.log\"", with: "\"\(log)\"")
        .replacing("\"./shot.sh\"", with: "\"\(script)\"")
      let file = try folder.write(text, to: "exhibit.json")
      var environment = ["EXHIBIT_CONFIG": file, "BEHAVIOUR_SERVER_LOG": log]
      if configuration.contains("BEHAVIOUR_RECORDER") {
        // The test waits at a named pipe until the recorder is at work.
        environment["BEHAVIOUR_RECORDER"] = folder.path + "/ready"
        #expect(mkfifo(folder.path + "/ready", 0o600) == 0)
      }
      let run = try await SamplePackage.behaviour.test("--filter", tests, environment: environment)
      return (run, folder)
    }

    private static let all = Task { try await run("PluginTests.PluginTests", plugins) }

    private func attempt(_ method: String) async throws -> (record: SampleRecord, attempt: AttemptResult) {
      let record = try await Self.all.value.run.record()
      return (record, try record.result("PluginTests.PluginTests/" + method))
    }

    @Test func outcomesAreThoseOfTheTests() async throws {
      let (run, _) = try await Self.all.value
      #expect(run.result.exitCode == 1)
      #expect(
        try run.record().outcomes.map { $0.replacing("PluginTests.PluginTests/", with: "") } == [
          "test1Passes passed", "test2IsRotated passed", "test3Fails failed", "test4CollectsInAScope failed",
          "test5CollectsToTheEnd failed", "test6ReportsAtOnceWithoutAScope failed", "test7WaitsForAnyChild passed",
        ])
    }

    @Test func tailKeepsWhatTheServerWrote() async throws {
      let (record, passed) = try await attempt("test1Passes")
      #expect(try record.text("server.log", of: passed) == "request of 1\n")
      let (_, rotated) = try await attempt("test2IsRotated")
      #expect(try record.text("server.log", of: rotated) == "request of 2\nanother of 2\n")
      let (_, quiet) = try await attempt("test7WaitsForAnyChild")
      #expect(quiet.artifacts.map(\.name) == ["log.txt"])
    }

    @Test func commandRunsAfterTestsThatFailed() async throws {
      let (record, failed) = try await attempt("test3Fails")
      #expect(failed.artifacts.map(\.name) == ["picture.txt", "shot output", "log.txt", "stdout.txt"])
      #expect(try record.text("picture.txt", of: failed) == "test3Fails\n")
      #expect(try record.text("log.txt", of: failed).contains("saved     picture.txt, text/plain, 11 bytes"))
      let lines = record.lines.filter { $0.payload.kind == "exhibitCommandEnded" }.compactMap(\.payload.exhibit)
      #expect(lines.count { $0.hook == "shot" && $0.exitStatus == 0 } == 4)
    }

    @Test func commandThatIsNotThereIsNamedOnce() async throws {
      let (run, _) = try await Self.all.value
      let said = (run.result.standardOutput + run.result.standardError).split(separator: "\n")
      let message =
        "exhibit: hook 'missing' failed at 'start_test': './missing.sh' could not be started: No such file or directory"
      #expect(said.count { $0.hasPrefix("exhibit: ") } == 1)
      #expect(said.contains { $0 == message })
      let record = try run.record()
      #expect(record.lines.count { $0.payload.kind == "exhibitHookFailed" } == 7)
    }

    @Test("1.6.8: soft assertions are reported together, each with its place")
    func softAssertionsAreReportedTogether() async throws {
      let (record, scope) = try await attempt("test4CollectsInAScope")
      #expect(scope.issues.map(\.message) == ["failed - the sum is 2", "failed - 7 is too much"])
      #expect(scope.issues[0].file == "Tests/PluginTests/PluginTests.swift" && scope.issues[0].line ?? 0 > 1)
      #expect(scope.issues[1].file == "Sources/Helper/Helper.swift")
      let log = try record.text("log.txt", of: scope).split(separator: "\n").map { OutputMask.masked(String($0)) }
      let words = log.filter { $0.first == "0" }.map { String($0.dropFirst(7).prefix(10)) }
      #expect(words.filter { $0 != "saved     " } == ["warning   ", "warning   ", "failure   ", "failure   "])
      let (_, whole) = try await attempt("test5CollectsToTheEnd")
      #expect(
        whole.issues.map(\.message) == [
          "failed - 8 is too much", "failed - 9 is too much", "failed - saving: Mishap()",
        ])
      let (_, bare) = try await attempt("test6ReportsAtOnceWithoutAScope")
      #expect(bare.issues.map(\.message) == ["failed - 10 is too much"])
    }

    @Test func reportHoldsTheTests() async throws {
      let (run, _) = try await Self.all.value
      let reports = try run.record().run.path + "/reports/"
      let data = try Data(contentsOf: URL(fileURLWithPath: reports + "test-report.json"))
      let object = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
      #expect(object?["test_counts"] as? [String: Int] == ["passed": 3, "failed": 4, "total": 7])
      #expect(object?["tests"]?.keys.contains("PluginTests/PluginTests/test3Fails") == true)
      let bad = try String(contentsOfFile: reports + "bad-tests.txt", encoding: .utf8)
      #expect(bad.split(separator: "\n").first == "PluginTests.PluginTests/test3Fails")
    }

    @Test func recorderRunsBesideATest() async throws {
      let (run, _) = try await Self.run("PluginTests.PluginTests/test1Passes", Self.recorder)
      #expect(run.result.exitCode == 0)
      let record = try run.record()
      let attempt = try record.result("PluginTests.PluginTests/test1Passes")
      #expect(attempt.artifacts.map(\.path.lastPathName) == ["video.txt", "log.txt"])
      #expect(try record.text("video/video.txt", of: attempt) == "end\n")
    }
  }
}
