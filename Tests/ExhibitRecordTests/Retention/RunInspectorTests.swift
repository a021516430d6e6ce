import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RunInspectorTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func condition(_ members: String, isOld: Bool = false) throws -> String {
    let id = try stored.makeFinished("r", [RecordedRun.process(at: 1, members)])
    if isOld { try stored.age(id) }
    switch RunInspector(root: stored.root).condition(of: stored.run(id)) {
    case .finished: return "finished"
    case .inProgress(let reason): return "in progress: " + reason
    case .unrecognised(let reason): return "unrecognised: " + reason
    }
  }

  private let here = StoredRuns.header

  @Test func aProcessThatHadALockAndHoldsNoneHasEnded() throws {
    #expect(try condition(#","locked":true"#) == "finished")
  }

  @Test func aProcessWithoutALockIsLookedFor() throws {
    let members = #","machine":"\#(here.machine)","bootID":"\#(here.bootID)","locked":false"#
    #expect(
      try condition(#","pid":\#(getpid())"# + members)
        == "in progress: process \(getpid()) lives, which writes vm-1-00000001.jsonl")
    #expect(try condition(#","pid":99999999"# + members) == "finished")
    #expect(try condition(#","pid":-1"# + members) == "finished")
    let other = #","pid":1,"machine":"\#(here.machine)","bootID":"of before","locked":false"#
    #expect(try condition(other) == "finished")
  }

  @Test func aProcessWithoutALockElsewhereIsBelievedForADay() throws {
    let members = #","pid":1,"machine":"elsewhere","bootID":"x","locked":false"#
    #expect(try condition(members).hasPrefix("in progress: vm-1-00000001.jsonl is of another machine"))
    #expect(try condition(members, isOld: true) == "finished")
  }

  @Test func aFirstLineThatOnlyQuotesOneOfOursIsForeign() throws {
    try stored.scratch.write(
      #"{"text":"{\"version\":\"6.3.0\",\"kind\":\"exhibitProcess\",\"locked\":true"}"# + "\n",
      to: "runs/r/events/p.jsonl")
    let condition = RunInspector(root: stored.root).condition(of: stored.run("r"))
    #expect(condition == .unrecognised("no file in events begins with a line of Exhibit's"))
  }

  @Test func theWriterOfARunIsSeen() throws {
    let writer = try stored.makeRunning("r")
    let inspector = RunInspector(root: stored.root)
    #expect(
      inspector.condition(of: stored.run("r")) == .inProgress("a process writes \(writer.processName).jsonl"))
  }

  @Test func whatIsGoneIsNotOver() {
    guard case .unrecognised = RunInspector(root: stored.root).condition(of: stored.run("r")) else {
      Issue.record("it is over")
      return
    }
  }

  @Test func startsAreReadFromIDs() throws {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<1000 {
      let seconds = Int64.random(in: 0..<8_000_000_000, using: &generator)
      let id = RunID(now: seconds * 1_000_000_000, random: 7)
      #expect(id.startedAt == Double(seconds))
    }
    for text in ["ci-1", "20261121T055103Z-7f3a9c2", "2026x121T055103Z-7f3a9c2e", "20261321T055103Z-7f3a9c2e"] {
      #expect(try #require(RunID(text)).startedAt == nil)
    }
  }
}
