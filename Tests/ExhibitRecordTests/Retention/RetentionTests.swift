import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RetentionTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  @Test func theOldestGo() throws {
    for day in 1...5 { try stored.makeFinished(StoredRuns.id(day)) }
    stored.apply(runs: 3)
    #expect(stored.names == (3...5).map(StoredRuns.id))
    stored.apply(runs: 3)
    #expect(stored.names == (3...5).map(StoredRuns.id))
    #expect(stored.messages.isEmpty)
  }

  @Test func aRunWithAChosenIDIsAsOldAsItsFirstLine() throws {
    for day in 1...3 { try stored.makeFinished(StoredRuns.id(day)) }
    let second = try #require(RunID(StoredRuns.id(2))?.startedAt)
    try stored.makeFinished("aaa", [RecordedRun.process(at: second + 1, #","locked":true"#)])
    stored.apply(runs: 2)
    #expect(stored.names == [StoredRuns.id(3), "aaa"])
  }

  @Test func aRunInProgressStays() throws {
    let writer = try stored.makeRunning(StoredRuns.id(1))
    for day in 2...4 { try stored.makeFinished(StoredRuns.id(day)) }
    stored.apply(runs: 1, artifacts: .nothing)
    #expect(stored.names == [StoredRuns.id(1), StoredRuns.id(4)])
    withExtendedLifetime(writer) {}
  }

  @Test func whatExhibitDidNotMakeStays() throws {
    let elsewhere = try ScratchDirectory()
    try elsewhere.write(RecordedRun.process() + "\n", to: "events/p.jsonl")
    try stored.scratch.write("mine", to: "runs/20250101T000000Z-00000000")
    try stored.scratch.write("mine", to: "runs/notes/events/list.jsonl")
    try stored.scratch.write("mine", to: "runs/20240101T000000Z-00000000/readme")
    try stored.scratch.write("mine", to: "runs/.hidden/file")
    try stored.scratch.link("runs/20230101T000000Z-00000000", to: elsewhere.path)
    try stored.scratch.makeDirectory("runs/20220101T000000Z-00000000")
    try stored.scratch.link("runs/20220101T000000Z-00000000/events", to: elsewhere.path + "/events")
    let before = stored.names
    for day in 1...3 { try stored.makeFinished(StoredRuns.id(day)) }
    stored.apply(runs: 0, artifacts: .nothing)
    #expect(stored.names == (before + [StoredRuns.id(3)]).sorted())
    #expect(elsewhere.names(in: "events") == ["p.jsonl"])
  }

  @Test func linksInARunAreNotFollowed() throws {
    let elsewhere = try ScratchDirectory()
    try elsewhere.write("mine", to: "folder/file")
    for day in 1...2 { try stored.makeFinished(StoredRuns.id(day)) }
    try stored.scratch.link("runs/\(StoredRuns.id(1))/tests/App/folder", to: elsewhere.path + "/folder")
    try stored.scratch.link("runs/\(StoredRuns.id(1))/file", to: elsewhere.path + "/folder/file")
    stored.apply(runs: 1)
    #expect(stored.names == [StoredRuns.id(2)])
    #expect(elsewhere.text(of: "folder/file") == "mine")
  }

  @Test func whatATestMadeUnwritableGoesToo() throws {
    for day in 1...2 { try stored.makeFinished(StoredRuns.id(day)) }
    let locked = try stored.scratch.makeDirectory("runs/\(StoredRuns.id(1))/tests/App/locked/inner")
    try stored.scratch.write("x", to: "runs/\(StoredRuns.id(1))/tests/App/locked/inner/file")
    for path in [locked, (locked as NSString).deletingLastPathComponent] { #expect(chmod(path, 0o000) == 0) }
    stored.apply(runs: 1)
    #expect(stored.names == [StoredRuns.id(2)])
    #expect(stored.messages.isEmpty)
  }

  @Test func anInterruptedRemovalIsFinished() throws {
    try stored.makeFinished(StoredRuns.id(1))
    try stored.scratch.write("x", to: "runs/.removing-\(StoredRuns.id(9))/tests/file")
    stored.apply()
    #expect(stored.names == [StoredRuns.id(1)])
  }

  @Test func theNameOfARemovalMayBeTaken() throws {
    for day in 1...2 { try stored.makeFinished(StoredRuns.id(day)) }
    try stored.scratch.write("x", to: "runs/.removing-\(StoredRuns.id(1))/file")
    guard
      case .takenAway(let path) = try RunRemover(RunInspector(root: stored.root)).takeAway(stored.run(StoredRuns.id(1)))
    else {
      Issue.record("the run stays")
      return
    }
    #expect(path.hasPrefix(stored.root.runs + "/.removing-\(StoredRuns.id(1))-"))
    stored.apply()
    #expect(stored.names == [StoredRuns.id(2)])
  }

  @Test func whatLatestPointsAtStaysAndStaleLinksGo() throws {
    for day in 1...3 { try stored.makeFinished(StoredRuns.id(day)) }
    try stored.scratch.link("latest", to: "runs/" + StoredRuns.id(1))
    try stored.scratch.makeDirectory(".joined")
    try stored.scratch.link(".joined/1-1-x-y", to: StoredRuns.id(2))
    try stored.scratch.link(".joined/2-1-x-y", to: StoredRuns.id(3))
    // Whether that `swift test` lives cannot be known; it must not have written just now.
    try stored.age(StoredRuns.id(2))
    stored.apply(runs: 1)
    #expect(stored.names == [StoredRuns.id(1), StoredRuns.id(3)])
    #expect(stored.scratch.names(in: ".joined") == ["2-1-x-y"])
  }

  @Test func aSwiftTestBetweenTwoOfItsProcessesIsInProgress() throws {
    for day in 1...3 { try stored.makeFinished(StoredRuns.id(day)) }
    try stored.scratch.makeDirectory(".joined")
    // One that cannot be seen from here, and one whose run was begun a moment ago.
    try stored.scratch.link(".joined/1-1-x-y", to: StoredRuns.id(1))
    stored.apply(runs: 1)
    #expect(stored.names == [StoredRuns.id(1), StoredRuns.id(3)])
  }

  @Test func severalAtOnceRemoveEachRunOnce() throws {
    for day in 1...20 { try stored.makeFinished(StoredRuns.id(day)) }
    let stored = stored
    _ = atOnce(4) { _ in stored.apply(runs: 2) }
    #expect(stored.names == [StoredRuns.id(19), StoredRuns.id(20)])
    #expect(stored.messages.isEmpty)
  }

  @Test func whoJoinsARunThatIsRemovedNeverLosesItsRecord() throws {
    let stored = stored
    try stored.makeFinished(StoredRuns.id(30))
    for _ in 0..<50 {
      try stored.makeFinished("ci-1")
      let results = atOnce(2) { index -> String? in
        if index == 0 {
          stored.apply(runs: 1)
          return nil
        }
        do {
          let entry = try RunEntry.enter(stored.root, requested: RunID("ci-1"), ancestor: nil)
          let writer = try RecordWriter(run: entry.run, process: StoredRuns.header) { _ in }
          let isThere = stored.scratch.text(of: "runs/ci-1/events/\(writer.processName).jsonl") != nil
          return isThere ? nil : "the event file is gone"
        } catch {
          return "\(error)"
        }
      }
      #expect(results.compactMap(\.self).isEmpty)
      stored.apply(runs: 1)
    }
  }

  // MARK: At the beginning of a run

  @Test func theOneRunTooManyIsOutOfTheWayAtOnce() throws {
    for day in 1...4 { try stored.makeFinished(StoredRuns.id(day)) }
    stored.retention(runs: 3).begin(isNewRun: true)
    #expect(stored.root.allRuns().map(\.id.rawValue) == (2...4).map(StoredRuns.id))
  }

  @Test func whoJoinsARunRemovesNone() throws {
    for day in 1...4 { try stored.makeFinished(StoredRuns.id(day)) }
    stored.retention(runs: 1).begin(isNewRun: false)
    #expect(stored.names == (1...4).map(StoredRuns.id))
  }
}
