import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// Crash reports of the Swift runtime, joined to what the record says.
@Suite struct CrashReportTests {
  private let run: RecordedRun

  init() throws {
    run = try RecordedRun()
  }

  /// A report as the runtime writes it, as far as it is read.
  private func report(at time: String, in function: String = "CrashTests.testB()") -> String {
    """
    {"timestamp":"\(time)","kind":"crashReport","description":"Illegal instruction","threads":[
      {"name":"other","frames":[{"description":"main + 1","sourceLocation":{"file":"/p/main.swift","line":1}}]},
      {"name":"App","crashed":true,"frames":[
        {"kind":"programCounter","description":"_assertionFailure(_:_:file:line:flags:) + 225"},
        {"kind":"returnAddress","thunk":true,"description":"thunk + 1","sourceLocation":{"file":"/p/T.swift","line":9}},
        {"kind":"returnAddress","description":"\(function) + 783","sourceLocation":{"file":"/p/A.swift","line":27}},
        {"kind":"truncated"}]}]}
    """
  }

  /// A process that was started at the given second of 1970, and a test that it did not end.
  private func process(pid: Int, at time: Double, _ tests: String...) -> [String] {
    [RecordedRun.process(at: time, #","pid":\#(pid),"watchesSignals":true"#)]
      + tests.map { RecordedRun.event("testStarted", of: $0, at: time + 1) }
  }

  @Test func reportIsJoinedToTheTestThatWasRunning() throws {
    try run.write(process(pid: 77, at: 0, "App.CrashTests/testB"))
    try run.scratch.write(report(at: "1970-01-01T00:00:05.369232Z"), to: "crashes/App-77-0.0.json")
    let result = try #require(try run.summary().results.first)
    #expect(result.outcome == .crashed)
    #expect(result.note == "Illegal instruction at /p/A.swift:27 in CrashTests.testB()")
    #expect(result.artifacts.map(\.path) == ["crashes/App-77-0.0.json"])
    #expect(result.artifacts.first?.byteCount == FileSystem.size(of: run.directory.crashes + "/App-77-0.0.json"))
  }

  @Test func reportOfAnotherProcessIsNot() throws {
    try run.write(process(pid: 77, at: 0, "App.CrashTests/testB"))
    try run.scratch.write(report(at: "1970-01-01T00:00:05Z"), to: "crashes/App-78-0.0.json")
    #expect(try run.summary().results.map(\.outcome) == [.killed])
  }

  @Test func pidThatComesAgainIsToldApartByTime() throws {
    try run.write(process(pid: 77, at: 10, "App.Tests/testA"), to: "a.jsonl")
    try run.write(process(pid: 77, at: 20, "App.Tests/testB"), to: "b.jsonl")
    try run.scratch.write(report(at: "1970-01-01T00:00:15.0Z"), to: "crashes/App-77-0.0.json")
    #expect(try run.summary().results.map(\.outcome) == [.crashed, .killed])
  }

  @Test func ofSeveralTestsTheOneOnTheStackIsBlamed() throws {
    try run.write(process(pid: 77, at: 0, "App.CrashTests/testA", "App.CrashTests/testB"))
    try run.scratch.write(report(at: "1970-01-01T00:00:05.0Z"), to: "crashes/App-77-0.0.json")
    #expect(try run.summary().results.map(\.outcome) == [.killed, .crashed])
  }

  @Test func crashOutsideOfAnyTestIsSaid() throws {
    try run.write(process(pid: 77, at: 0))
    try run.scratch.write(report(at: "1970-01-01T00:00:05.0Z"), to: "crashes/App-77-0.0.json")
    let said = try run.summary().diagnostics
    #expect(said.count == 1)
    #expect(said.first?.contains("Illegal instruction at /p/A.swift:27") == true)
    #expect(said.first?.contains("crashes/App-77-0.0.json") == true)
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"kind":"crashReport"}"#, #"{"kind":"crashReport","threads":[{"frames":[{}]}]}"#,
  ])
  func whatIsNoReportHarmsNothing(text: String) throws {
    try run.write(process(pid: 77, at: 0, "App.CrashTests/testB"))
    try run.scratch.write(text, to: "crashes/App-77-0.0.json")
    try run.scratch.write(text, to: "crashes/notes.txt")
    let outcome = try run.summary().results.first?.outcome
    #expect(outcome == .killed || outcome == .crashed)
  }

  /// The sample that the runtime of Swift 6.3.1 wrote.
  @Test func realReportIsRead() throws {
    try run.write(process(pid: 77, at: 0, "ProbeTests.CrashTests/testB"))
    let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Fixtures/streams/swift-backtrace-6.3.1.json")
    try run.scratch.makeDirectory("crashes")
    try FileManager.default.copyItem(
      atPath: sample.standardized.path, toPath: run.directory.crashes + "/ProbePackageTes-77-0.0.json")
    #expect(
      try run.summary().results.first?.note
        == "Illegal instruction at /home/user/Probe/Tests/ProbeTests/A.swift:27 in CrashTests.testB()")
  }
}
