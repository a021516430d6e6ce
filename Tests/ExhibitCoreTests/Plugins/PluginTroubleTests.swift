import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// Plugins that do what they should not, where no sample package is needed to see it.
@Suite(.timeLimit(.minutes(1))) struct PluginTroubleTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  @Test func anInitialiserThatTakesLongIsNamedWhileItRuns() throws {
    try session.scratch.write(
      """
      {plugins: {slow: {
        enabled: true, plugin: "ExhibitCoreTests.SlowlyMadePlugin", events: "\(session.root)/runs/r/events",
      }}}
      """, to: "exhibit.json")
    session.run(["EXHIBIT_SLOW_HOOK": "0.05"]) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(session.messages.count == 1)
    #expect(session.messages.first?.hasPrefix("exhibit: hook 'slow' at 'init' has been running for ") == true)
    #expect(try session.summary().results.map(\.outcome) == [.passed])
  }

  /// An error that logs when it is described, at which the hook fails again.
  private struct TalkativeError: Error, CustomStringConvertible {
    var description: String {
      TestEvidence.current.log("described")
      return "talkative"
    }
  }

  @Test("F10: an error whose description fires events is described once")
  func descriptionsThatFireEventsComeToAnEnd() throws {
    session.run { session in
      session.engine.before(.logMessage, named: "fails") { _, _ in throw TalkativeError() }
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      TestEvidence.current.log("a line")
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(
      session.messages == [
        "exhibit: hook 'fails' failed at 'log_message': TalkativeError, while another error is described\n",
        "exhibit: hook 'fails' failed at 'log_message': talkative\n",
      ])
    #expect(session.text("log.txt")?.contains("a line") == true)
  }

  @Test func aStartThatIsFiredAgainOpensNoOtherLog() throws {
    session.run { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      let values: HookValues = [
        "test_id": attempt.key.id, "test_name": "testA", "test_location": "App/Tests", "attempt": 1,
      ]
      for _ in 0..<3 { session.engine.fire(.startTest, values) }
      TestEvidence.current.log("a line")
      session.testFinished(attempt, outcome: .passed)
      session.finish()
    }
    let log = session.text("log.txt") ?? ""
    #expect(log.ranges(of: "test      App.Tests/testA").count == 1 && log.contains("a line"))
    #expect(log.ranges(of: "outcome   passed").count == 1)
    #expect(session.names() == ["log.txt"] && session.messages == [])
  }

  @Test func aCommandDoesNotRunForItsOwnArtifacts() throws {
    try session.scratch.write(
      """
      {plugins: {
        log: {enabled: false},
        first: {enabled: true, plugin: 'command', event: 'save_artifact', command: ['echo', 'one']},
        second: {enabled: true, plugin: 'command', event: 'save_artifact', command: ['echo', 'two']},
      }}
      """, to: "exhibit.json")
    session.test { _, _ in _ = TestEvidence.current.save("mine", as: "mine") }
    let names = try session.summary().results.flatMap { $0.artifacts.map(\.name) }
    // Each runs for the test's artifact and for that of the other.
    #expect(names == ["mine", "first output", "second output", "second output", "first output"])
    #expect(session.messages == [])
  }

  @Test("F22: what a hook saves is of the event's test, whichever runs")
  func evidenceOfAHookIsThatOfItsEvent() throws {
    session.run { session in
      session.engine.add(SavingPlugin(), ident: "now")
      session.engine.add(SavingPlugin(), ident: "later", inBackground: true)
      let first = session.testStarted(TestKey(id: "App.Tests/testA"))
      let second = session.testStarted(TestKey(id: "App.Tests/testB"))
      session.testFinished(first, outcome: .passed)
      _ = session.engine.drainBackground(within: .seconds(30))
      session.testFinished(second, outcome: .passed)
      session.finish()
    }
    let saved = try session.summary().results.map { result in
      "\(result.key.name): \(result.artifacts.map(\.name).filter { $0.hasPrefix("by ") }.sorted().joined(separator: ", "))"
    }
    #expect(
      saved == [
        "testA: by later of testA, by now of testA, by now of testA (event)",
        "testB: by later of testB, by now of testB, by now of testB (event)",
      ])
  }

  /// Saves at the end of each test, as a test would and by an event that names no test.
  private struct SavingPlugin: Plugin {
    static let name = "saving"
    init() {}
    init(ident: String, options: NoOptions) {}
    func register(in hooks: inout PluginHooks) {
      hooks.on(.finishTest) { event in
        let name = "by \(event.hook) of \(try event[.testName])"
        TestEvidence.current.save("x", as: name)
        if event.hook == "now" {
          RunSession.current?.engine.fire(.saveArtifact, ["description": name + " (event)", "contents": "y"])
        }
      }
    }
  }
}
