import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Code of the user's that takes part: `ExhibitSetup`, plugins, callbacks.
  @Suite struct SetupTests {
    /// Runs the tests of the module that has a set-up class.
    ///
    /// - Parameters:
    ///   - setup: What the class is to do.
    ///   - configuration: A configuration, if there is one.
    /// - Returns: The run, and what the plugins and callbacks wrote down, without what differs between runs.
    /// - Throws: What keeps the run from being made or read.
    /// - Throws: What keeps the tests from being run.
    private func run(
      _ setup: String, configuration: String? = nil
    ) async throws -> (run: SampleRun, journal: [String]) {
      let folder = try TemporaryFolder()
      var environment = ["BEHAVIOUR_SETUP": setup, "BEHAVIOUR_JOURNAL": folder.path + "/journal"]
      environment["EXHIBIT_CONFIG"] = try configuration.map { try folder.write($0, to: "exhibit.json") }
      let run = try await SamplePackage.behaviour.runBinary("SetupTests.SetupTests", environment: environment)
      let text = (try? folder.text(of: "journal")) ?? ""
      let masked = text.replacing(try run.record().run.path, with: "RUN")
        .replacing(/log\.txt \d+/, with: "log.txt BYTES")
      return (run, masked.split(separator: "\n").map(String.init))
    }

    @Test("1.6.2, 1.6.6: plugins and callbacks are called in order, with their values")
    func pluginAndCallbacksAreCalledInOrderWithTheirValues() async throws {
      let (run, journal) = try await run("journal")
      #expect(run.result.diagnostics.isEmpty)
      #expect(
        journal == [
          "journal1 start_session with id",
          "before start_test test1Passes",
          "journal1 start_test SetupTests.SetupTests/test1Passes SetupTests/SetupTests 1 hello test1Passes "
            + "RUN/tests/SetupTests/SetupTests/test1Passes",
          "journal1 log_message notice a line",
          "journal1 save_artifact evidence 4 text/plain",
          "journal1 finish_test passed true",
          "journal1 save_artifact log.txt BYTES text/plain",
          "after finish_test test1Passes passed",
          "before start_test test2Fails",
          "journal1 start_test SetupTests.SetupTests/test2Fails SetupTests/SetupTests 1 hello test2Fails "
            + "RUN/tests/SetupTests/SetupTests/test2Fails",
          "journal1 test_issue 12 failed - on purpose",
          "journal1 finish_test failed true",
          "journal1 save_artifact log.txt BYTES text/plain",
          "after finish_test test2Fails failed",
          "journal1 finish_session failed 1, passed 1",
        ])
    }

    @Test("1.6.3: the callback that finds the path can be replaced by name")
    func replacedPathIsUsedByAll() async throws {
      let (run, journal) = try await run("journal,path")
      #expect(run.result.diagnostics.isEmpty)
      let record = try run.record()
      let attempt = try record.result("SetupTests.SetupTests/test1Passes")
      #expect(attempt.artifactPath == "elsewhere/test1Passes")
      #expect(attempt.artifacts.map(\.path) == ["elsewhere/test1Passes/evidence.txt", "elsewhere/test1Passes/log.txt"])
      #expect(try record.text("evidence.txt", of: attempt) == "four")
      #expect(try record.text("log.txt", of: attempt).contains("saved     evidence.txt (evidence)"))
      #expect(journal.contains { $0.hasSuffix("hello test1Passes RUN/elsewhere/test1Passes") })
      #expect(FileSystem.kind(of: record.run.tests) == nil)
    }

    @Test("1.3.1, 1.3.3, 1.3.4: several idents of one plugin, each with its options, and one that is off")
    func configurationNamesPluginsByClassAndGivesOptions() async throws {
      let (run, journal) = try await run(
        "journal",
        configuration: """
          {plugins: {
            journal: {enabled: true, level: 3},
            copy: {enabled: true, plugin: "journal", level: 2},
            own: {enabled: true, plugin: "SetupTests.UnregisteredPlugin"},
            off: {enabled: false, plugin: "SetupTests.UnregisteredPlugin"},
          }}
          """)
      #expect(run.result.diagnostics.isEmpty)
      #expect(
        journal.filter { $0.contains("start_test") }.map { $0.prefix { $0 != "S" } } == [
          "before start_test test1Passes", "journal3 start_test ", "copy2 start_test ", "own start_test test1Passes",
          "before start_test test2Fails", "journal3 start_test ", "copy2 start_test ", "own start_test test2Fails",
        ])
    }

    @Test func pluginNamedByItsClassNeedsNoSetup() async throws {
      let (run, journal) = try await run(
        "", configuration: "{plugins: {own: {enabled: true, plugin: \"SetupTests.UnregisteredPlugin\"}}}")
      #expect(run.result.diagnostics.isEmpty)
      #expect(journal == ["own start_test test1Passes", "own start_test test2Fails"])
    }

    @Test func throwingSetUpIsReportedAndKeepsWhatItDid() async throws {
      let (run, journal) = try await run("journal,throw")
      #expect(run.result.exitCode == 1)
      #expect(run.result.diagnostics == ["exhibit: SetupTests.ExhibitSetup.setUp failed: Refusal()"])
      #expect(try run.record().diagnostics == ["SetupTests.ExhibitSetup.setUp failed: Refusal()"])
      #expect(try run.record().attempts.map(\.outcome) == [.passed, .failed])
      #expect(journal.last == "journal1 finish_session failed 1, passed 1")
    }

    @Test func throwingHooksAreReportedAndStopNobody() async throws {
      let (run, journal) = try await run("throwing-hook,journal")
      let quiet = try await SamplePackage.behaviour.runBinary("SetupTests.SetupTests")
      #expect(run.result.exitCode == quiet.result.exitCode)
      #expect(OutputMask.lines(run.result.standardOutput) == OutputMask.lines(quiet.result.standardOutput))
      let missing =
        "hook 'needs more' for event 'finish_test' needs the value 'greeting', which the event does not carry"
      #expect(
        run.result.diagnostics == [
          "exhibit: hook 'refuses' failed at 'start_test': Refusal()",
          "exhibit: hook 'needs more' failed at 'finish_test': \(missing)",
        ])
      #expect(journal.count == 15)
      let failures = try run.record().lines.filter { $0.payload.kind == "exhibitHookFailed" }
      #expect(
        failures.map { "\($0.payload.testID ?? "") \($0.payload.exhibit?.hook ?? "")" } == [
          "SetupTests.SetupTests/test1Passes refuses", "SetupTests.SetupTests/test1Passes needs more",
          "SetupTests.SetupTests/test2Fails refuses", "SetupTests.SetupTests/test2Fails needs more",
        ])
      #expect(try run.record().attempts.map(\.outcome) == [.passed, .failed])
    }

    @Test func setUpOfAModuleWithoutTestsInTheRunIsNotRun() async throws {
      let run = try await SamplePackage.behaviour.runBinary(
        "FirstTests.BaseTests", environment: ["BEHAVIOUR_SETUP": "throw"])
      #expect(run.result.diagnostics.isEmpty)
      #expect(try run.record().attempts.count == 2)
    }
  }
}
