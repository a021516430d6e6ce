import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct ArtifactRemoverTests {
  private let stored: StoredRuns
  private let id = StoredRuns.id(1)

  init() throws {
    stored = try StoredRuns()
    var lines = [RecordedRun.process(at: 1, #","locked":true"#)]
    for (name, outcome) in [("testA", "passed"), ("testB", "failed")] {
      let test = "App.Tests/" + name
      lines.append(RecordedRun.test(test))
      lines.append(RecordedRun.event("testStarted", of: test, at: 2, #","exhibit":{"attempt":1}"#))
      lines.append(
        RecordedRun.event(
          "valueAttached", of: test, at: 3, #","attachment":{"path":"tests/App/Tests/\#(name)/log.txt"}"#))
      lines.append(
        RecordedRun.event(
          "testEnded", of: test, at: 4,
          #","exhibit":{"attempt":1,"outcome":"\#(outcome)","artifactPath":"tests/App/Tests/\#(name)"}"#))
      try stored.scratch.write("log", to: "runs/\(id)/tests/App/Tests/\(name)/log.txt")
    }
    try stored.makeFinished(id, lines)
  }

  private func result(_ name: String) throws -> AttemptResult {
    try #require(try RunSummary.read(stored.run(id)).attempts.first { $0.key.name == name })
  }

  @Test func thoseOfPassedTestsGoAndTheRecordSaysSo() throws {
    stored.apply(artifacts: .failed)
    #expect(stored.messages.isEmpty)
    #expect(stored.scratch.names(in: "runs/\(id)/tests/App/Tests") == ["testB"])
    let (gone, kept) = (try result("testA"), try result("testB"))
    #expect(gone.areArtifactsRemoved && gone.artifacts.isEmpty && gone.artifactPath == nil)
    #expect(gone.outcome == .passed)
    #expect(!kept.areArtifactsRemoved && kept.artifacts.count == 1)
    let summary = try RunSummary.read(stored.run(id))
    #expect(summary.processes.count == 1)
    #expect(summary.endedAt == 4)
  }

  @Test func withNoneKeptTheDirectoryGoesToo() throws {
    stored.apply(artifacts: .nothing)
    #expect(stored.scratch.names(in: "runs/\(id)/tests").isEmpty)
    #expect(try result("testB").areArtifactsRemoved)
    #expect(try result("testB").outcome == .failed)
  }

  @Test func theLineIsWrittenBeforeAnythingGoes() throws {
    // A directory that cannot be removed, for nobody: something else is in its place.
    let directory = "\(stored.root.runs)/\(id)/events"
    stored.apply(artifacts: .failed)
    let files = try FileSystem.names(in: directory).map { try EventFile.read(directory + "/" + $0) }
    let lines = files.filter { $0.process?.exhibit?.role == "retention" }.flatMap(\.lines).dropFirst()
    #expect(lines.map(\.payload.kind) == ["exhibitArtifactsRemoved"])
    #expect(lines.first?.payload.testID == "App.Tests/testA")
    #expect(lines.first?.payload.exhibit?.artifactPath == "tests/App/Tests/testA")
    #expect(lines.first?.payload.exhibit?.attempt == 1)
  }

  @Test func aRunIsLookedAtOnce() throws {
    for _ in 0..<3 { stored.apply(artifacts: .failed) }
    #expect(stored.scratch.names(in: "runs/\(id)/events").count == 2)
    // What comes later is of no concern any more, until somebody joins the run.
    try stored.scratch.write("log", to: "runs/\(id)/tests/App/Tests/testA/log.txt")
    stored.apply(artifacts: .failed)
    #expect(stored.scratch.text(of: "runs/\(id)/tests/App/Tests/testA/log.txt") == "log")
  }

  /// As can be where the file system has no locks.
  @Test func aRunThatSomebodyElseTakesAwayMeanwhileIsNoFailure() throws {
    let path = stored.run(id).path
    let remover = ArtifactRemover(RunInspector(root: stored.root), policy: .failed) {
      try? FileManager.default.removeItem(atPath: path)
      return StoredRuns.header
    }
    let outcome = try remover.apply(to: stored.run(id))
    #expect(outcome.directories == 0 && outcome.failures.isEmpty)
    #expect(FileSystem.kind(of: path) == nil)
  }

  @Test func aRunInProgressKeepsItsArtifacts() throws {
    let writer = try RecordWriter(run: stored.run(id), process: StoredRuns.header) { _ in }
    stored.apply(artifacts: .nothing)
    #expect(stored.scratch.text(of: "runs/\(id)/tests/App/Tests/testA/log.txt") == "log")
    withExtendedLifetime(writer) {}
  }

  @Test func anArtifactOfALaterAttemptCounts() throws {
    stored.apply(artifacts: .failed)
    let later = 4e9
    let lines = [
      RecordedRun.process(at: later, #","locked":true"#),
      RecordedRun.event("testStarted", of: "App.Tests/testA", at: later, #","exhibit":{"attempt":1}"#),
      RecordedRun.event(
        "testEnded", of: "App.Tests/testA", at: later,
        #","exhibit":{"attempt":1,"outcome":"passed","artifactPath":"tests/App/Tests/testA"}"#),
    ]
    try stored.scratch.write(lines.joined(separator: "\n") + "\n", to: "runs/\(id)/events/vm-2-00000002.jsonl")
    let attempts = try RunSummary.read(stored.run(id)).attempts.filter { $0.key.name == "testA" }
    #expect(attempts.map(\.areArtifactsRemoved) == [true, false])
    #expect(attempts.map(\.artifactPath) == [nil, "tests/App/Tests/testA"])
  }

  @Test func aPathThatLeavesTheRunIsNotFollowed() throws {
    let elsewhere = try ScratchDirectory()
    try elsewhere.write("mine", to: "testC/file")
    try stored.scratch.link("runs/\(id)/tests/out", to: elsewhere.path)
    var lines = [RecordedRun.process(at: 1, #","locked":true"#)]
    for (index, path) in ["tests/out/testC", "tests/../../../x", elsewhere.path, "events", "tests"].enumerated() {
      lines.append(
        RecordedRun.event(
          "testEnded", of: "App.Tests/test\(index)", at: 4,
          #","exhibit":{"attempt":1,"outcome":"passed","artifactPath":"\#(path)"}"#))
    }
    try stored.scratch.write(lines.joined(separator: "\n") + "\n", to: "runs/\(id)/events/vm-3-00000003.jsonl")
    stored.apply(artifacts: .nothing)
    #expect(elsewhere.text(of: "testC/file") == "mine")
    #expect(stored.scratch.names(in: "runs/\(id)/events").count == 3)
  }

  /// As can be where the file system has no locks.
  @Test func thatSomebodyElseWasFasterIsNoFailure() throws {
    let path = stored.run(id).path
    let remover = ArtifactRemover(RunInspector(root: stored.root), policy: .nothing) {
      // The moment between the look at the record and the first line in it.
      rename(path, stored.root.runs + "/.removing-" + id)
      return StoredRuns.header
    }
    let outcome = try remover.apply(to: stored.run(id))
    #expect(outcome.directories == 0 && outcome.failures.isEmpty)
    #expect(stored.names == [".removing-" + id])
    #expect(try remover.removable(of: stored.run(id)).isEmpty)
  }

  @Test func aRecordThatCannotBeReadKeepsItsArtifacts() throws {
    try stored.scratch.write(
      #"{"version":"6.3.0","kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":99,"locked":true}}}"# + "\n",
      to: "runs/\(id)/events/vm-9-00000009.jsonl")
    stored.apply(artifacts: .nothing)
    #expect(stored.scratch.names(in: "runs/\(id)/tests/App/Tests") == ["testA", "testB"])
    #expect(stored.messages.count == 1)
  }
}
