import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Plugins that do what they should not: the results are right and complete, and the plugin is named.
  @Suite struct TroubleTests {
    private static let outcomes = [
      "SetupTests.SetupTests/test1Passes passed", "SetupTests.SetupTests/test2Fails failed",
    ]

    /// Runs two tests with a plugin that makes trouble between two that do not.
    ///
    /// - Parameters:
    ///   - options: The options of the plugin.
    ///   - variables: Variables beside the usual ones.
    ///   - keys: More keys of the configuration.
    /// - Returns: The run, and what plugins wrote down.
    /// - Throws: What keeps the tests from being run.
    private func run(
      _ options: String, variables: [String: String] = [:], keys: String = ""
    ) async throws -> (run: SampleRun, journal: [String]) {
      let folder = try TemporaryFolder()
      let configuration = """
        {\(keys)
          plugins: {
            log: {enabled: true},
            before: {enabled: true, plugin: "SetupTests.UnregisteredPlugin"},
            trouble: {enabled: true, plugin: "SetupTests.TroublePlugin", \(options)},
            after: {enabled: true, plugin: "SetupTests.UnregisteredPlugin"},
          }}
        """
      var environment = ["BEHAVIOUR_SETUP": "trouble", "BEHAVIOUR_JOURNAL": folder.path + "/journal"]
      environment["EXHIBIT_CONFIG"] = try folder.write(configuration, to: "exhibit.json")
      environment.merge(variables) { $1 }
      let run = try await SamplePackage.behaviour.runBinary("SetupTests.SetupTests", environment: environment)
      let journal = (try? folder.text(of: "journal"))?.split(separator: "\n").map(String.init) ?? []
      return (run, journal)
    }

    /// What must hold whatever the plugin does.
    private func expectIntact(_ run: SampleRun, _ journal: [String]) async throws {
      let quiet = try await SamplePackage.behaviour.runBinary("SetupTests.SetupTests")
      #expect(run.result.exitCode == quiet.result.exitCode)
      #expect(OutputMask.lines(run.result.standardOutput) == OutputMask.lines(quiet.result.standardOutput))
      let record = try run.record()
      #expect(record.outcomes == Self.outcomes)
      for attempt in record.attempts { #expect(try record.text("log.txt", of: attempt).contains("outcome   ")) }
      for test in ["test1Passes", "test2Fails"] {
        #expect(
          journal.filter { $0.hasSuffix(" start_test \(test)") }
            == ["before", "after"].map { "\($0) start_test \(test)" })
      }
      #expect(!run.result.diagnostics.isEmpty)
      #expect(run.result.diagnostics.allSatisfy { $0.contains("'trouble'") || $0.contains("plugins.trouble") })
    }

    @Test("F10, F13: a plugin that throws in every event", arguments: ["false", "true"])
    func throwsEverywhere(threaded: String) async throws {
      let (run, journal) = try await run(#"trouble: "throw", at: "all""#, keys: "threaded: \(threaded),")
      try await expectIntact(run, journal)
      let failures = try run.record().lines.filter { $0.payload.kind == "exhibitHookFailed" }
      #expect(failures.allSatisfy { $0.payload.exhibit?.hook == "trouble" })
      #expect(
        Set(failures.compactMap { $0.payload.exhibit?.event }) == [
          "redact", "start_session", "start_test", "log_message", "save_artifact", "test_issue", "finish_test",
          "finish_session",
        ])
    }

    @Test("a plugin that blocks is named while it does", arguments: ["false", "true"])
    func blocks(background: String) async throws {
      let (run, journal) = try await run(
        #"trouble: "block", background: \#(background)"#, variables: ["EXHIBIT_SLOW_HOOK": "0.2"])
      try await expectIntact(run, journal)
      let record = try run.record()
      let slow = record.lines.filter { $0.payload.kind == "exhibitHookSlow" }
      #expect(slow.map { $0.payload.exhibit?.hook } == ["trouble"])
      #expect(slow.map { $0.payload.testID } == ["SetupTests.SetupTests/test1Passes"])
      #expect(
        run.result.diagnostics.contains {
          $0.hasPrefix(
            "exhibit: hook 'trouble' at 'start_test' of SetupTests.SetupTests/test1Passes has been running for ")
        })
    }

    @Test(
      "F10: a plugin that fires or enqueues events without end",
      arguments: [
        ("recurse", "false", "events fire one another without end: log_message > log_message"),
        ("enqueue", "false", "events enqueue one another without end: … > log_message > log_message"),
        ("thread", "false", "1000 events are being fired at once, most of them from hook 'trouble' at 'log_message'"),
        ("recurse", "true", "plugin 'trouble' did not get an event: hooks in the background fire one another without"),
        ("describe", "false", "Talkative, while another error is described"),
      ])
    func firesWithoutEnd(trouble: String, background: String, message: String) async throws {
      // At an event of its own: the other plugins then are not called again and again.
      let (run, journal) = try await run(
        #"trouble: "\#(trouble)", at: "log_message", background: \#(background)"#)
      try await expectIntact(run, journal)
      let start = "exhibit: hook 'trouble' failed at 'log_message': \(message)"
      #expect(run.result.diagnostics.count == (trouble == "describe" ? 2 : 1))
      #expect(run.result.diagnostics.first?.hasPrefix(start) == true, "\(run.result.diagnostics)")
    }

    @Test("F13, F14: a plugin that misses a value")
    func missesAValue() async throws {
      let (run, journal) = try await run(#"trouble: "miss""#)
      try await expectIntact(run, journal)
      #expect(
        run.result.diagnostics == [
          "exhibit: hook 'trouble' failed at 'start_test': hook 'trouble' for event 'start_test' needs the value "
            + "'server', which the event does not carry"
        ])
    }

    @Test(
      "a plugin with an option of the wrong type, one that cannot be made",
      arguments: ["level: \"high\"", "trouble: \"make\""])
    func isNotMade(option: String) async throws {
      let (run, journal) = try await run(option)
      try await expectIntact(run, journal)
      #expect(run.result.diagnostics.count == 1)
    }

    @Test("1.3.5: a plugin with two hooks for one event")
    func registersTwice() async throws {
      let (run, journal) = try await run(#"trouble: "twice""#)
      try await expectIntact(run, journal)
      #expect(
        run.result.diagnostics == [
          "exhibit: plugin 'trouble' has two hooks for 'start_test'; the second replaces the first"
        ])
      #expect(journal.filter { $0 == "second start_test" }.count == 2)
      #expect(!journal.contains("trouble start_test"))
    }

    @Test("1.3.2: a plugin that is registered twice")
    func isRegisteredTwice() async throws {
      let run = try await SamplePackage.behaviour.runBinary(
        "SetupTests.SetupTests", environment: ["BEHAVIOUR_SETUP": "twice"])
      #expect(try run.record().outcomes == Self.outcomes)
      #expect(
        run.result.diagnostics == [
          "exhibit: plugin 'journal' is registered twice; the first registration stays"
        ])
    }

    @Test("F12: an update in the background is refused")
    func updatesInTheBackground() async throws {
      let (run, journal) = try await run(#"trouble: "update", background: true"#)
      try await expectIntact(run, journal)
      #expect(
        run.result.diagnostics == [
          "exhibit: hook 'trouble' failed at 'start_test': hook 'trouble' for event 'start_test' runs in the "
            + "background, where it cannot update 'level'"
        ])
    }

    @Test(
      "1.3.12, F12: without squash_exceptions an error before the end fails the test",
      arguments: [#"trouble: "throw""#, #"trouble: "throw", at: "log_message""#])
    func unsquashedErrorFailsTheTest(options: String) async throws {
      let (run, _) = try await run(options, keys: "squash_exceptions: false,")
      let record = try run.record()
      #expect(run.result.exitCode == 1)
      #expect(record.outcomes == Self.outcomes.map { $0.replacing("passed", with: "failed") })
      let passing = try record.result("SetupTests.SetupTests/test1Passes")
      #expect(passing.issues.count == 1)
      #expect(passing.issues.first?.message.hasPrefix("hook 'trouble' failed at '") == true)
      #expect(passing.issues.first?.file == nil)
    }

    @Test(
      "F23: without squash_exceptions an error at the end is the outcome error",
      arguments: ["finish_test", "test_issue"])
    func unsquashedErrorAtTheEndIsTheOutcome(event: String) async throws {
      let (run, _) = try await run(#"trouble: "throw", at: "\#(event)""#, variables: ["EXHIBIT_SQUASH_EXCEPTIONS": "0"])
      let record = try run.record()
      let isAtEnd = event == "finish_test"
      #expect(
        record.outcomes == [Self.outcomes[0].replacing("passed", with: isAtEnd ? "error" : "passed"), Self.outcomes[1]])
      #expect(run.result.diagnostics == ["exhibit: hook 'trouble' failed at '\(event)': Trouble()"])
    }

    @Test func everythingIsStillRightWhenTheSessionEndsInAnError() async throws {
      let (run, journal) = try await run(#"trouble: "throw", at: "finish_session""#, keys: "squash_exceptions: false,")
      try await expectIntact(run, journal)
    }
  }
}
