import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// `per_run: test`: the directories of a run stand beside those of other runs, and go with it.
@Suite struct SharedArtifactsTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private let place = "tests/App/Tests/testA"

  /// Makes a run of one test.
  ///
  /// - Parameters:
  ///   - id: The run's id.
  ///   - path: The test's directory below the root.
  ///   - recorded: What the record says of it; by default the same, absolute.
  ///   - outcome: How the test ended.
  /// - Throws: The failure of the file system.
  private func makeRun(_ id: String, at path: String, recorded: String? = nil, outcome: String = "passed") throws {
    let recorded = recorded ?? stored.root.path + "/" + path
    try stored.makeFinished(
      id,
      [
        RecordedRun.process(at: 1, #","locked":true"#),
        RecordedRun.test("App.Tests/testA"),
        RecordedRun.event("testStarted", of: "App.Tests/testA", at: 2, #","exhibit":{"attempt":1}"#),
        RecordedRun.event(
          "testEnded", of: "App.Tests/testA", at: 3,
          #","exhibit":{"attempt":1,"outcome":"\#(outcome)","artifactPath":"\#(recorded)"}"#),
      ])
    try stored.scratch.write("log", to: path + "/log.txt")
  }

  @Test func theyGoWithTheirRun() throws {
    for day in 1...3 { try makeRun(StoredRuns.id(day), at: "\(place)/\(StoredRuns.id(day))") }
    stored.apply(runs: 2)
    #expect(stored.names == [StoredRuns.id(2), StoredRuns.id(3)])
    #expect(stored.scratch.names(in: place) == [StoredRuns.id(2), StoredRuns.id(3)])
    #expect(stored.messages.isEmpty)
  }

  @Test func whatIsEmptyThenGoesToo() throws {
    try makeRun(StoredRuns.id(1), at: "\(place)/\(StoredRuns.id(1))@2")
    try makeRun(StoredRuns.id(2), at: "tests/App/Tests/testB/\(StoredRuns.id(2))")
    stored.apply(runs: 1)
    #expect(stored.scratch.names(in: "tests/App/Tests") == ["testB"])
    try makeRun(StoredRuns.id(3), at: "tests/Other/Tests/testB/\(StoredRuns.id(3))")
    stored.apply(runs: 1)
    #expect(stored.scratch.names(in: "tests") == ["Other"])
  }

  @Test func whatExhibitDidNotMakeStays() throws {
    let old = StoredRuns.id(1)
    // The user's own beside them, a test that is called like the run, and one of another run that the record names.
    try stored.scratch.write("mine", to: "\(place)/notes/file")
    try stored.scratch.write("mine", to: "tests/App/\(old)/file")
    try makeRun(old, at: "\(place)/\(StoredRuns.id(2))")
    try makeRun(StoredRuns.id(2), at: "\(place)/\(StoredRuns.id(2))")
    stored.apply(runs: 1)
    #expect(stored.names == [StoredRuns.id(2)])
    #expect(stored.scratch.names(in: place) == [StoredRuns.id(2), "notes"])
    #expect(stored.scratch.text(of: "tests/App/\(old)/file") == "mine")
  }

  @Test func thoseOfTheLastRunStay() throws {
    // `per_run: none`, with a test that is called like the run.
    try makeRun("nightly", at: "tests/App/Tests/nightly")
    try stored.scratch.write("nightly", to: "tests/App/Tests/nightly/.run")
    try makeRun(StoredRuns.id(2), at: "\(place)/\(StoredRuns.id(2))")
    stored.apply(runs: 1, artifacts: .nothing)
    #expect(stored.names == [StoredRuns.id(2)])
    #expect(stored.scratch.text(of: "tests/App/Tests/nightly/log.txt") == "log")
    #expect(stored.scratch.names(in: "tests/App/Tests") == ["nightly"])
  }

  @Test func linksAreNotFollowed() throws {
    let elsewhere = try ScratchDirectory()
    try elsewhere.write("mine", to: "\(StoredRuns.id(1))/file")
    try elsewhere.write("mine", to: "file")
    try stored.scratch.makeDirectory("tests/App/Tests")
    try stored.scratch.link(place, to: elsewhere.path)
    for (day, path) in ["/tests/App/Tests/testA/", "/tests/../x/", "/tests/App/../../../"].enumerated() {
      let id = StoredRuns.id(day + 1)
      try makeRun(id, at: "unused", recorded: stored.root.path + path + id)
    }
    // A link in the place of the directory is removed itself at most.
    let linked = "tests/App/Tests/testB/\(StoredRuns.id(4))"
    try makeRun(StoredRuns.id(4), at: "unused", recorded: "\(stored.root.path)/\(linked)")
    try stored.scratch.makeDirectory("tests/App/Tests/testB")
    try stored.scratch.link(linked, to: elsewhere.path)
    try makeRun(StoredRuns.id(5), at: "unused")
    stored.apply(runs: 1, artifacts: .nothing)
    #expect(stored.names == [StoredRuns.id(5)])
    #expect(elsewhere.text(of: "file") == "mine")
    #expect(elsewhere.text(of: "\(StoredRuns.id(1))/file") == "mine")
  }

  @Test func aRunInProgressKeepsThem() throws {
    let id = StoredRuns.id(1)
    try makeRun(id, at: "\(place)/\(id)")
    let writer = try RecordWriter(run: stored.run(id), process: StoredRuns.header) { _ in }
    try makeRun(StoredRuns.id(2), at: "\(place)/\(StoredRuns.id(2))")
    stored.apply(runs: 1, artifacts: .nothing)
    #expect(stored.scratch.names(in: place) == [id])
    #expect(stored.scratch.text(of: "\(place)/\(id)/log.txt") == "log")
    withExtendedLifetime(writer) {}
  }

  @Test func anInterruptedRemovalIsFinished() throws {
    let id = StoredRuns.id(1)
    try makeRun(id, at: "\(place)/\(id)")
    guard case .takenAway = try RunRemover(RunInspector(root: stored.root)).takeAway(stored.run(id)) else {
      Issue.record("the run stays")
      return
    }
    // Out of the way at once, for a run that is given the same id.
    #expect(stored.scratch.names(in: place) == [".removing-" + id])
    try makeRun(id, at: "\(place)/\(id)")
    stored.apply(runs: 1)
    #expect(stored.scratch.names(in: place) == [id])
    #expect(stored.scratch.text(of: "\(place)/\(id)/log.txt") == "log")
    #expect(stored.names == [id])
  }

  @Test func thoseThatAreNotToBeKeptGo() throws {
    for (day, outcome) in ["passed", "failed"].enumerated() {
      let id = StoredRuns.id(day + 1)
      try makeRun(id, at: "\(place)/\(id)", outcome: outcome)
    }
    stored.apply(artifacts: .failed)
    #expect(stored.scratch.names(in: place) == [StoredRuns.id(2)])
    #expect(try RunSummary.read(stored.run(StoredRuns.id(1))).attempts.map(\.areArtifactsRemoved) == [true])
    #expect(stored.names.count == 2)
  }
}
