import ExhibitCore
import ExhibitHooks
import ExhibitPluginTesting
import Foundation
import Testing

@Suite struct PluginRigTests {
  private func text(_ rig: PluginRig, _ test: PluginRig.Test, _ description: String) throws -> String? {
    try rig.files(of: test).first { $0.description == description }?.text
  }

  @Test func aPluginDoesInARigWhatItDoesInARun() throws {
    let rig = try PluginRig(
      NotePlugin.self, configuration: "{plugins: {mine: {enabled: true, plugin: 'note', text: 'hi'}}}")
    let test = rig.runTest("Shop.Tests/testA", outcome: .failed) {
      TestEvidence.current.log("in the test", level: .warning)
      #expect(TestEvidence.current.testID == "Shop.Tests/testA")
    }
    #expect(try text(rig, test, "note") == "testA: hi")
    #expect(rig.files(of: test).map(\.contentType) == ["text/plain", "text/plain"])
    #expect(rig.directory(of: test).path == rig.runDirectory.path + "/tests/Shop/Tests/testA")
    #expect(rig.log(of: test) == ["warning: in the test"])
    #expect(rig.outcome(of: test) == .failed)
    #expect(rig.messages == [] && rig.failures == [])
    // The code that uses the rig is in no test of it.
    #expect(TestEvidence.current.testID != "Shop.Tests/testA")
  }

  @Test func aPluginThatTheConfigurationDoesNotMentionHasItsDefaults() throws {
    let rig = try PluginRig(NotePlugin.self)
    let test = rig.runTest()
    #expect(try text(rig, test, "note") == "testSample: a note")
    #expect(try text(rig, test, "log.txt")?.contains("outcome   passed") == true)
  }

  @Test func eventsAreRecordedWithTheirValues() throws {
    let rig = try PluginRig(NotePlugin.self, configuration: "{plugins: {log: {enabled: false}}}", watching: ["deploy"])
    let test = rig.startTest()
    rig.recordIssue("broken", in: test, file: "A.swift", line: 7)
    let result = rig.fire("deploy", ["version": "2"])
    rig.finishTest(test, .skipped, skipReason: "why not")
    rig.finishSession()
    #expect(
      rig.events.map(\.name) == [
        .redact, .startSession, .startTest, .testIssue, .logMessage, "deploy", .saveArtifact, .finishTest,
        .buildReport, .finishSession,
      ])
    let issue = try #require(rig.events.first { $0.name == .testIssue })
    #expect(issue.values[.file] == "A.swift" && issue.values[.line] == 7 && issue.values[.message] == "broken")
    let end = try #require(rig.events.first { $0.name == .finishTest })
    #expect(end.values[.testResult] == .skipped && end.values[.message] == "why not")
    #expect(result.outcomes.map(\.hook) == ["note", "rig"])
    #expect(rig.log(of: test) == ["info: deployed 2 1"])
    #expect(rig.messages == [])
  }

  @Test func callbacksAndVariablesCountAsInARun() throws {
    let rig = try PluginRig(
      NotePlugin.self, configuration: "{plugins: {log: {enabled: true}}}", files: ["data/a.txt": "a"],
      variables: ["EXHIBIT_PLUGINS_LOG_ENABLED": "0"]
    ) { hooks in
      hooks.before(.finishTest, named: "name") { _, update in update[.testName] = "renamed" }
    }
    let test = rig.runTest()
    #expect(try text(rig, test, "note") == "renamed: a note")
    #expect(rig.files(of: test).map(\.description) == ["note"])
    #expect(try String(contentsOf: rig.directory.appendingPathComponent("data/a.txt"), encoding: .utf8) == "a")
  }

  @Test func mistakesAreNamedAsInARun() throws {
    let rig = try PluginRig(
      NotePlugin.self,
      configuration:
        "{plugins: {a: {enabled: true, plugin: 'note', txt: 1}, b: {enabled: true, plugin: 'note', level: -1}}}")
    #expect(
      rig.messages == [
        "exhibit.json:1:47: plugins.a.txt: unknown key; did you mean 'text'?",
        "plugin 'b' was not made: Refusal()",
      ])
  }

  @Test func whatAHookThrowsIsAFailureOfItsTest() throws {
    let rig = try PluginRig(setUp: { hooks in
      hooks.before(.startTest, named: "refuses") { _, _ in throw NotePlugin.Refusal() }
    })
    rig.runTest("A.B/c")
    #expect(
      rig.failures.map(\.description) == ["hook 'refuses' failed at 'start_test': Refusal()"]
        && rig.failures.first?.testID == "A.B/c")
    #expect(rig.messages == ["hook 'refuses' failed at 'start_test': Refusal()"])
  }

  @Test func aBodyThatThrowsFailsTheTest() throws {
    let rig = try PluginRig()
    let test = rig.runTest { throw NotePlugin.Refusal() }
    #expect(rig.outcome(of: test) == .failed)
    #expect(rig.events.first { $0.name == .testIssue }?.values[.message] == "caught error: Refusal()")
  }

  @Test func severalTestsRunAtOnceAndAgain() throws {
    let rig = try PluginRig()
    let (first, other) = (rig.startTest("A.B/c"), rig.startTest("A.B/d"))
    rig.within { TestEvidence.current.save("x", as: "of the other") }
    rig.finishTest(first)
    rig.finishTest(other)
    let again = rig.runTest("A.B/c")
    #expect([first, other, again].map(\.number) == [1, 1, 2])
    #expect(rig.files(of: first).map(\.description) == ["log.txt"])
    #expect(rig.files(of: other).map(\.description) == ["of the other", "log.txt"])
    #expect(rig.directory(of: first) != rig.directory(of: again))
  }

  @Test func rigsDoNotMeet() throws {
    let one = try PluginRig(NotePlugin.self)
    let other = try PluginRig()
    let test = one.startTest("A.B/c")
    other.runTest("A.B/d") { #expect(TestEvidence.current.testID == "A.B/d") }
    one.within { #expect(TestEvidence.current.testID == "A.B/c") }
    one.finishTest(test)
    #expect(other.files(of: test).isEmpty)
  }

  @Test func aRigGoesWithAllThatItMade() throws {
    var rig: PluginRig? = try PluginRig(NotePlugin.self)
    rig?.startTest()
    let directory = try #require(rig?.directory.path)
    let engine = try #require(rig?.engine)
    #expect(FileManager.default.fileExists(atPath: directory))
    rig = nil
    #expect(!FileManager.default.fileExists(atPath: directory))
    // Who has kept the engine may go on to use it.
    engine.fire(.startTest, ["test_id": "A.B/c"])
    engine.fire(.saveArtifact, ["contents": "x"])
    engine.fire(.redact, ["words": ["secret"]])
  }

  @Test func backgroundHooksAreWaitedFor() throws {
    let rig = try PluginRig(
      NotePlugin.self, configuration: "{plugins: {note: {enabled: true, background: true}}}", watching: ["deploy"])
    let test = rig.startTest()
    rig.fire("deploy")
    rig.finishSession()
    #expect(rig.log(of: test) == ["info: deployed ? 1"])
    #expect(rig.messages == [])
  }

  @Test func reportsAreBuilt() throws {
    let rig = try PluginRig(configuration: "{plugins: {post_result: {enabled: true}}}")
    rig.runTest("A.B/c", outcome: .failed)
    #expect(rig.buildReports().failures.isEmpty)
    let bad = try String(contentsOf: rig.reportDirectory.appendingPathComponent("bad-tests.txt"), encoding: .utf8)
    #expect(bad == "A.B/c\n")
  }

  @Test func whatIsPrintedCanBeSeen() throws {
    let rig = try PluginRig()
    let text = rig.printed { rig.runTest { print("printed in \(TestEvidence.current.testID ?? "none")") } }
    #expect(text.contains("printed in RigTests.RigTests/testSample\n"))
  }

  @Test func theSessionOfOneTestRendersItsReports() throws {
    let rig = try PluginRig()
    rig.runTest()
    rig.finishSession()
    #expect(rig.events.map(\.name).suffix(2) == [.buildReport, .finishSession])
  }

  @Test(arguments: [(true, 1), (false, 0)])
  func aClassThatIsNamedAndRegisteredRunsAsTheConfigurationSays(isEnabled: Bool, count: Int) throws {
    let rig = try PluginRig(
      CountedPlugin.self,
      configuration: "{plugins: {mine: {enabled: \(isEnabled), plugin: 'ExhibitPluginTestingTests.CountedPlugin'}}}")
    let test = rig.runTest()
    #expect(rig.log(of: test).count == count && rig.messages.isEmpty)
  }

  @Test func aMisspeltClassIsFoundAmongThoseThatAreRegistered() throws {
    let rig = try PluginRig(
      CountedPlugin.self,
      configuration: "{plugins: {counted: {enabled: true, plugin: 'ExhibitPluginTestingTests.CuontedPlugin'}}}")
    #expect(rig.messages.count == 1)
    #expect(rig.messages[0].hasSuffix("did you mean 'ExhibitPluginTestingTests.CountedPlugin'?"), "\(rig.messages)")
  }
}
