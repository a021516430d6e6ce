import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// The signals about a run and its tests, as a test module's set-up hears them.
  ///
  /// The numbers are those of the documentation's page for who comes from other signal libraries.
  @Suite struct RunSignalTests {
    private static let package = SamplePackage.behaviour

    /// Runs the tests and returns what receivers wrote down.
    private static func journal(_ words: String, filter: String) async throws -> (lines: [String], run: SampleRun) {
      let folder = try TemporaryFolder()
      let path = folder.path + "/journal.txt"
      let run = try await package.test(
        "--filter", filter, environment: ["BEHAVIOUR_SIGNALS": words, "BEHAVIOUR_JOURNAL": path])
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return (text.split(separator: "\n").map(String.init), run)
    }

    @Test("1.4.2, 1.4.4, 1.4.5: before-signal, before-hooks, body, after-hooks, after-signal, tear-down with the error")
    func orderIsAlwaysTheSame() async throws {
      let (lines, run) = try await Self.journal("journal", filter: "SignalTests.SignalTests")
      #expect(
        lines == [
          "run_started with its directory",
          "  hook start_session",
          "test_started SignalTests.SignalTests/test1Saves 1 running",
          "  hook start_test",
          "artifact_saved evidence",
          "  hook save_artifact",
          "artifact_saved log.txt",
          "  hook save_artifact",
          "  hook finish_test",
          "test_finished passed",
          "test_torn_down passed, no failure, no error of a hook",
          "test_started SignalTests.SignalTests/test2Fails 1 running",
          "  hook start_test",
          "test_failed failed - first with line",
          "  hook test_issue",
          "test_failed failed - second with line",
          "  hook test_issue",
          "artifact_saved log.txt",
          "  hook save_artifact",
          "  hook finish_test",
          "test_finished failed",
          "test_torn_down failed, failed - first, Refusal()",
          "test_started SignalTests.SignalTests/test3Exits 1 running",
          "  hook start_test",
          "artifact_saved log.txt",
          "  hook save_artifact",
          "  hook finish_test",
          "test_finished skipped",
          "test_torn_down skipped, no failure, no error of a hook",
          "reports_started",
          "  hook build_report",
          "reports_finished, none",
          "  hook finish_session",
          "run_finished",
          "process_exiting",
        ])
      #expect(run.result.exitCode == 1)
    }

    @Test("1.1.6, 1.1.7, F7: the exit is told even if a receiver fails at the end of the run, and nothing else changes")
    func failingReceiversChangeNothing() async throws {
      let quiet = try await Self.journal("journal", filter: "SignalTests.SignalTests")
      let failing = try await Self.journal("failing,journal", filter: "SignalTests.SignalTests")
      #expect(failing.lines == quiet.lines)
      #expect(failing.lines.suffix(2) == ["run_finished", "process_exiting"])
      #expect(failing.run.result.exitCode == quiet.run.result.exitCode)
      #expect(try failing.run.record().outcomes == quiet.run.record().outcomes)

      // Each is said once, in the record too.
      let messages = [
        "receiver 'refuses' of signal 'test_started' failed: Refusal()",
        """
        signal 'test_finished' was sent synchronously, but its receiver 'cannot be waited for' is asynchronous \
        and was not called; send it with `await sendAsync`
        """,
        "receiver 'refuses too' of signal 'test_torn_down' failed: Refusal()",
        "receiver 'fails at shutdown' of signal 'run_finished' failed: Refusal()",
      ]
      let said = (failing.run.result.standardOutput + failing.run.result.standardError).split(separator: "\n")
      for message in messages { #expect(said.count { $0.hasSuffix(message) } == 1, "\(message)") }
      let recorded = try failing.run.record().lines.filter { $0.payload.kind == "exhibitDiagnostic" }
        .compactMap { $0.payload.messages?.first?.text }.filter { $0.contains("signal '") }
      #expect(recorded == messages)
    }

    @Test("1.1.7: a test that calls exit ends the process, which is told")
    func exitOfATestIsTold() async throws {
      let (lines, run) = try await Self.journal("journal,exit", filter: "SignalTests.SignalTests/test3Exits")
      #expect(
        lines == [
          "run_started with its directory", "  hook start_session",
          "test_started SignalTests.SignalTests/test3Exits 1 running", "  hook start_test", "process_exiting",
        ])
      #expect(try run.record().outcomes == ["SignalTests.SignalTests/test3Exits crashed"])
    }
  }
}
