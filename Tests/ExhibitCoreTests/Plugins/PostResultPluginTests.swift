import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

@Suite struct PostResultPluginTests {
  private let session: TestSession

  private struct Report: Decodable {
    struct Test: Decodable {
      let id: String
      let testName: String
      let testLocation: String
      let statuses: [String: String]
      let outcome: String
      let attempt: Int
      let duration: Double?
      let message: String?
      let line: Int?
      let files: [String]
    }

    let tests: [String: Test]
    let testCounts: [String: Int]
  }

  init() throws {
    session = try TestSession()
    try session.scratch.write("{plugins: {post_result: {enabled: true}}}", to: "exhibit.json")
  }

  private func report() throws -> Report {
    let text = try #require(session.scratch.text(of: "Artifacts/runs/r/reports/test-report.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(text.utf8))
  }

  /// Runs one test after the other, two attempts at the last.
  private func runTests(_ before: (RunSession) -> Void = { _ in }) {
    session.run { session in
      before(session)
      for (name, outcome) in [
        ("testPasses", Outcome.passed), ("testIsSkipped", .skipped), ("testIsExpected", .expectedFailure),
        ("testIsNot", .unexpectedPass), ("testErs", .error), ("testFails", .failed), ("testAgain", .failed),
        ("testAgain", .passed),
      ] {
        let attempt = session.testStarted(TestKey(id: "App.Tests/" + name))
        if outcome == .failed { session.issueRecorded("no", file: "/a.swift", line: 7, attempt: attempt) }
        session.testFinished(attempt, outcome: outcome)
      }
      session.finish()
    }
  }

  @Test("1.6.5, 1.6.7: post-result writes test-report.json and the list of bad tests")
  func everyTestIsInIt() throws {
    runTests()
    let report = try report()
    #expect(
      report.tests.mapValues { $0.statuses["overall"] } == [
        "App/Tests/testPasses": "passed", "App/Tests/testIsSkipped": "skipped", "App/Tests/testIsExpected": "xfailed",
        "App/Tests/testIsNot": "xpassed", "App/Tests/testErs": "error", "App/Tests/testFails": "failed",
        "App/Tests/testAgain": "passed",
      ])
    #expect(
      report.testCounts == [
        "passed": 2, "skipped": 1, "xfailed": 1, "xpassed": 1, "error": 1, "failed": 1, "total": 7,
      ])
    let failed = try #require(report.tests["App/Tests/testFails"])
    #expect([failed.testName, failed.testLocation, failed.id] == ["testFails", "App/Tests", "App.Tests/testFails"])
    #expect(failed.message == "no" && failed.line == 7 && failed.duration != nil)
    #expect(failed.files == ["tests/App/Tests/testFails/log.txt"])
    #expect(report.tests["App/Tests/testAgain"]?.attempt == 2)
    #expect(
      session.scratch.text(of: "Artifacts/runs/r/reports/bad-tests.txt")
        == "App.Tests/testErs\nApp.Tests/testFails\nApp.Tests/testIsNot\n")
    #expect(session.scratch.names(in: "Artifacts/runs/r/reports") == ["bad-tests.txt", "test-report.json"])
    #expect(session.messages == [])
  }

  @Test("F23, F24: it is rendered once, from the record, and knows of tests that came to no end")
  func itComesFromTheRecord() throws {
    let events = """
      {"version":"6.3.0","kind":"exhibitProcess","payload":{"instant":{"absolute":1,"since1970":1},\
      "exhibit":{"sequence":0,"formatVersion":1,"runID":"r","process":"p-1-00000001","locked":true}}}
      {"version":"6.3.0","kind":"event","payload":{"kind":"testStarted","instant":{"absolute":2,"since1970":2},\
      "messages":[],"testID":"App.Tests/testOfAnother","exhibit":{"sequence":1,"attempt":1}}}

      """
    try session.scratch.write(events, to: "Artifacts/runs/r/events/p-1-00000001.jsonl")
    runTests()
    let other = try #require(report().tests["App/Tests/testOfAnother"])
    #expect(other.outcome == "crashed" && other.statuses["overall"] == "error")
  }

  @Test func signalsAndCallbacksAreAroundIt() throws {
    let said = Locked<[String]>([])
    let path = session.root + "/runs/r/reports"
    let file = path + "/test-report.json"
    let isThere = { @Sendable in FileSystem.kind(of: file) == .file ? "there" : "not there" }
    // Signals are the process's, in which other tests run too.
    let started = try RunSignals.reportsStarted.connect { report in
      guard report.directory == path else { return }
      said.withLock { $0.append("started, \(isThere()), \(report.files.count)") }
    }
    let finished = try RunSignals.reportsFinished.connect { report in
      guard report.directory == path else { return }
      said.withLock { $0.append("finished, \(isThere()), \(report.files.count), \(report.hookError != nil)") }
    }
    defer {
      started.disconnect()
      finished.disconnect()
    }
    runTests { session in
      session.engine.before(.buildReport, named: "mine") { event, _ in
        let path = try event[.reportPath]
        said.withLock { $0.append("before, \(isThere()), \(path.hasSuffix("/reports"))") }
      }
      session.engine.after(.buildReport, named: "mine") { event, _ in
        let reports = try event[.reports]
        said.withLock { $0.append("after, \(isThere()), \(reports == [file, path + "/bad-tests.txt"])") }
      }
    }
    #expect(
      said.withLock { $0 } == [
        "started, not there, 0", "before, not there, true", "after, there, true", "finished, there, 2, false",
      ])
  }

  @Test("a process of one test renders nothing if that was asked for by its name", arguments: [false, true])
  func aProcessOfAParallelRunRendersNothing(isFiltered: Bool) throws {
    session.run(isFiltered: isFiltered) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .failed)
      session.finish()
    }
    if isFiltered {
      #expect(session.scratch.names(in: "Artifacts/runs/r/reports") == [])
    } else {
      #expect(try report().testCounts == ["failed": 1, "total": 1])
    }
  }

  @Test func aLinkInTheWayIsNotFollowed() throws {
    try session.scratch.write("mine", to: "file")
    try session.scratch.makeDirectory("Artifacts/runs/r/reports")
    try session.scratch.link("Artifacts/runs/r/reports/test-report.json", to: session.scratch.path + "/file")
    runTests()
    #expect(session.scratch.text(of: "file") == "mine")
    #expect(try report().tests.count == 7)
  }

  @Test func whatCannotBeWrittenIsSaidOnce() throws {
    try session.scratch.write("in the way", to: "Artifacts/runs/r/reports")
    runTests()
    #expect(session.messages.count == 1 && session.messages[0].contains("hook 'post_result' failed at 'build_report'"))
  }

  @Test(arguments: ["start_test", "finish_test"])
  func anErrorOfAHookIsTheMessageOfTheTestThatItMadeOne(event: String) throws {
    try session.scratch.write(
      "{squash_exceptions: false, plugins: {post_result: {enabled: true}}}", to: "exhibit.json")
    session.run { session in
      session.engine.before(EventName(rawValue: event), named: "mine") { _, _ in throw HookTrouble() }
      // Nobody takes the errors in time.
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
      session.finish()
    }
    let test = try #require(report().tests["App/Tests/testA"])
    #expect(test.outcome == "error" && test.message == "hook 'mine' failed at '\(event)': it broke")
  }
}

private struct HookTrouble: Error, CustomStringConvertible {
  let description = "it broke"
}
