import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct LogPluginTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  private var log: String { session.text("log.txt") ?? "" }

  @Test("1.6.7: the log of a test tells of its start and its end")
  func itTellsOfStartAndEnd() throws {
    session.test { _, _ in }
    let lines = log.split(separator: "\n")
    #expect(lines.first == "test      App.Tests/testA")
    #expect(lines.contains("location  App/Tests") && lines.contains("attempt   1"))
    #expect(lines.contains("outcome   passed"))
    #expect(try session.summary().results.first?.artifacts.map(\.path) == ["tests/App/Tests/testA/log.txt"])
  }

  @Test func itsBeginningSurvivesACrash() {
    session.run { session in
      _ = session.testStarted(TestKey(id: "App.Tests/testA"))
      TestEvidence.current.log("before")
      #expect(log.hasPrefix("test      App.Tests/testA\n"))
      #expect(log.hasSuffix("info      before\n"))
    }
  }

  @Test(arguments: ["App.Tests/testA", "App.Tests/test\u{7}ä", "App.Outer.Tests/testB"])
  func itIsTheSameWhenAnotherHookWantsValues(id: String) throws {
    func log(_ prepare: (RunSession) -> Void) throws -> [Substring] {
      let session = try TestSession()
      session.run { running in
        prepare(running)
        let attempt = running.testStarted(TestKey(id: id))
        running.testFinished(attempt, outcome: .skipped, skipReason: "no\u{1B} reason")
      }
      let path = try #require(try session.summary().results.first?.artifacts.first?.path)
      let text = try #require(session.scratch.text(of: "Artifacts/runs/r/" + path))
      return text.split(separator: "\n").map { line in
        line.hasPrefix("started") || line.hasPrefix("duration") ? line.prefix(10) : line
      }
    }
    let direct = try log { _ in }
    let withValues = try log { session in
      for event in [EventName.startTest, .finishTest] { session.engine.after(event, named: "user") { _, _ in } }
    }
    #expect(direct == withValues)
    #expect(direct.count == 9 && direct.contains("outcome   skipped"))
  }

  @Test func furtherLinesOfATextAreIndented() {
    session.test { _, _ in TestEvidence.current.log("one\ntwo\r\nthree") }
    let lines = log.split(separator: "\n").filter { $0.contains("one") || $0.contains("two") || $0.contains("three") }
    #expect(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("          ") })
  }

  @Test("1.6.7: the log has lines from a level on, and the record has them all", arguments: LogLevel.allCases)
  func lessThanTheLevelIsLeftOut(level: LogLevel) throws {
    try session.scratch.write("{plugins: {log: {enabled: true, level: '\(level)'}}}", to: "exhibit.json")
    session.test { _, _ in
      for level in LogLevel.allCases { TestEvidence.current.log("of \(level)", level: level) }
    }
    #expect(LogLevel.allCases.filter { log.contains("of \($0)") } == LogLevel.allCases.filter { $0 >= level })
    let run = ArtifactRoot(path: session.root).allRuns()[0]
    let lines = try FileSystem.names(in: run.events).flatMap { try EventFile.read(run.events + "/" + $0).lines }
    #expect(lines.count { $0.payload.kind == "exhibitLogMessage" } == LogLevel.allCases.count)
  }

  @Test func aLevelThatIsNoneIsNamed() throws {
    try session.scratch.write("{plugins: {log: {enabled: true, level: 'warnin'}}}", to: "exhibit.json")
    session.test { _, _ in }
    #expect(
      session.messages == [
        "exhibit: exhibit.json:1:40: plugins.log.level: unknown value 'warnin'; did you mean 'warning'?\n"
      ])
  }

  @Test func controlCharactersAreEscaped() {
    session.test("App.Tests/test\u{1B}[2J\nforged") { _, _ in
      for text in HostileText.cases { TestEvidence.current.log(text) }
      TestEvidence.current.step("step\u{7}\nforged") {}
      TestEvidence.current.save("x", as: "\u{1B}]0;title\u{7}")
    }
    let directory = session.scratch.names(in: "Artifacts/runs/r/tests/App/Tests").first ?? ""
    let text = session.text("log.txt", test: "App/Tests/" + directory) ?? ""
    #expect(text.contains("outcome   passed"))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" })
    #expect(!text.contains("\nforged"))
  }

  @Test(arguments: ["link", "pipe"]) func whatIsInTheWayIsNotWrittenTo(kind: String) throws {
    try session.scratch.write("mine", to: "file")
    let path = try session.scratch.makeDirectory("Artifacts/runs/r/tests/App/Tests/testA") + "/log.txt"
    if kind == "link" {
      #expect(symlink(session.scratch.path + "/file", path) == 0)
    } else {
      #expect(mkfifo(path, 0o600) == 0)
    }
    session.test { _, _ in TestEvidence.current.log("x") }
    #expect(session.scratch.text(of: "file") == "mine")
    #expect(session.messages.count { $0.contains("hook 'log'") } == 1)
  }
}
