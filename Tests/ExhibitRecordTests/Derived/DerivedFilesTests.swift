import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct DerivedFilesTests {
  private let run: RecordedRun

  init() throws {
    run = try RecordedRun()
    try run.write([
      RecordedRun.process(at: 1_795_240_263.5, #","machine":"m","commit":"abc","shard":"1/2""#),
      RecordedRun.test("App.Tests/testA"), RecordedRun.test("App.Tests/testB"),
      RecordedRun.event("testStarted", at: 1_795_240_264),
      RecordedRun.event("issueRecorded", at: 1_795_240_264, RecordedRun.issue()),
      RecordedRun.event(
        "testEnded", at: 1_795_240_265,
        #","exhibit":{"durationNanoseconds":1500000,"artifactPath":"tests/App/Tests/testA"}"#),
    ])
  }

  private func lines() throws -> [[String: Any]] {
    let summary = try run.summary()
    return try DerivedFiles.lines(for: summary.attempts, of: summary).split(separator: UInt8(ascii: "\n"))
      .map { try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:] }
  }

  private static let keys: Set<String> = [
    "v", "runId", "date", "startedAt", "testKey", "testId", "module", "suite", "name", "case", "framework", "attempt",
    "finalAttempt", "outcome", "flaky", "durationMs", "machine", "process", "shard", "commit", "branch", "pullRequest",
    "ciJob", "ciAttempt", "message", "file", "line", "issues", "artifactPath", "artifacts",
  ]

  @Test func everyKeyIsInEveryLine() throws {
    let lines = try lines()
    #expect(lines.count == 2)
    for line in lines { #expect(Set(line.keys) == Self.keys) }
  }

  @Test func aLineSaysWhatHappened() throws {
    let line = try #require(try lines().first)
    #expect(line["testKey"] as? String == "App.Tests/testA")
    #expect(line["outcome"] as? String == "failed")
    #expect(line["durationMs"] as? Double == 1.5)
    #expect(line["startedAt"] as? String == "2026-11-21T05:51:04.000Z")
    #expect(line["date"] as? String == "2026-11-21")
    #expect(line["machine"] as? String == "m")
    #expect(line["shard"] as? String == "1/2")
    #expect(line["branch"] is NSNull)
    #expect(line["artifactPath"] as? String == "tests/App/Tests/testA")
  }

  @Test func theFilesAreWrittenAndCurrent() throws {
    #expect(!DerivedFiles.areCurrent(for: run.directory))
    try DerivedFiles.write(try run.summary())
    #expect(run.scratch.names() == ["events", "results.jsonl", "run.json"])
    let results = try #require(run.scratch.text(of: "results.jsonl"))
    #expect(results.hasSuffix("\n") && results.split(separator: "\n").count == 2)
    let manifest = try JSONSerialization.jsonObject(with: Data((run.scratch.text(of: "run.json") ?? "").utf8))
    #expect((manifest as? [String: Any])?["counts"] as? [String: Int] == ["failed": 1, "lost": 1])
  }

  @Test func aLinkInTheirPlaceIsReplaced() throws {
    let elsewhere = try ScratchDirectory()
    try elsewhere.write("mine", to: "file")
    for name in ["results.jsonl", "run.json"] { try run.scratch.link(name, to: elsewhere.path + "/file") }
    try DerivedFiles.write(try run.summary())
    #expect(elsewhere.text(of: "file") == "mine")
    #expect(FileSystem.kind(of: run.scratch.path + "/run.json") == .file)
    #expect(FileSystem.kind(of: run.scratch.path + "/results.jsonl") == .file)
  }

  @Test(arguments: ["x", "é", "日", "👍"])
  func aMessageIsCutAtACharacter(unit: String) throws {
    let long = String(repeating: unit, count: 5000)
    try run.write([
      RecordedRun.event("testStarted"),
      RecordedRun.event("issueRecorded")
        .replacingOccurrences(of: #""messages":[]"#, with: #""messages":[{"symbol":"fail","text":"\#(long)"}]"#)
        .replacingOccurrences(of: #""testID""#, with: #""issue":{"isKnown":false},"testID""#),
    ])
    let message = try #require(try lines().first?["message"] as? String)
    #expect(message.utf8.count <= 4096 && message.utf8.count > 4080)
    #expect(message.hasSuffix("…") && message.dropLast().allSatisfy { String($0) == unit })
  }
}
