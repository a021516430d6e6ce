import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// Records that nobody wrote in good faith.
@Suite struct MutatedRecordTests {
  private static let values = [
    "0", "-1", "1e300", "-1e300", "1e-300", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "1e999",
    "0.1", "null", "true", "[]", "{}", #""""#, #""..""#, #""../../../etc/passwd""#, #""/etc/passwd""#, #""a\u0000b""#,
    #""\ud800""#, #""NaN""#, "NaN", "Infinity", #"{"a":1}"#, "[1,2,3]", #"["x"]"#, "1.0", "00", "-", #""\u001b[31m""#,
  ]

  /// A line with some of its values replaced.
  private func mutated(_ line: String, using generator: inout SeededGenerator) -> String {
    let fields = line.components(separatedBy: ":")
    var result = fields[0]
    for field in fields.dropFirst() {
      guard Int.random(in: 0..<8, using: &generator) == 0, let end = field.firstIndex(where: { ",}]".contains($0) })
      else {
        result += ":" + field
        continue
      }
      result += ":" + (Self.values.randomElement(using: &generator) ?? "") + field[end...]
    }
    return result
  }

  private func lines(using generator: inout SeededGenerator) -> [String] {
    let members =
      #","exhibit":{"sequence":1,"attempt":1,"outcome":"failed","durationNanoseconds":5,"artifactPath":"tests/x"}"#
    let whole = [
      RecordedRun.process(at: 1, #","pid":1,"machine":"m","command":["a"],"environment":{"A":"b"}"#),
      RecordedRun.test("App.Tests/testA"), RecordedRun.test("App.Tests/testB"),
      RecordedRun.test("App.Tests", kind: "suite"),
      RecordedRun.event("testStarted", at: 2, members), RecordedRun.event("issueRecorded", at: 3, RecordedRun.issue()),
      RecordedRun.event(
        "valueAttached", at: 3, #","attachment":{"path":"tests/x/log.txt"},"exhibit":{"bytes":3,"attempt":1}"#),
      RecordedRun.event("testSkipped", of: "App.Tests/testB", at: 3),
      RecordedRun.event("exhibitDirectoryMade", at: 3, members),
      RecordedRun.event("testEnded", at: 4, members), RecordedRun.event("testEnded", of: "App.Tests", at: 5),
    ]
    var lines: [String] = []
    for line in whole {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: continue
      case 1: lines += [line, line]
      case 2: lines.append(String(line.prefix(Int.random(in: 0...line.count, using: &generator))))
      default: lines.append(mutated(line, using: &generator))
      }
    }
    if Bool.random(using: &generator) { lines.shuffle(using: &generator) }
    return lines
  }

  @Test func readingNeverTrapsAndAlwaysTellsTheSame() throws {
    var generator = SeededGenerator(seed: 7)
    let run = try RecordedRun()
    for _ in 0..<400 {
      try run.write(lines(using: &generator), to: "a.jsonl")
      try run.write(lines(using: &generator), to: "b.jsonl")
      let summary: RunSummary
      do {
        summary = try run.summary()
      } catch let error as RecordError {
        #expect(error.description.contains("format version"))
        continue
      }
      let lines = try DerivedFiles.lines(for: summary.attempts, of: summary)
      #expect(try DerivedFiles.lines(for: run.summary().attempts, of: run.summary()) == lines)
      for attempt in summary.attempts {
        #expect(attempt.attempt > 0)
        #expect((attempt.durationNanoseconds ?? 0) >= 0)
        #expect(attempt.outcome != .running)
      }
      _ = RunManifest(summary)
    }
  }

  @Test func textsOfAMegabyteAreHarmless() throws {
    let run = try RecordedRun()
    let text = String(repeating: "x", count: 1 << 20)
    try run.write([
      RecordedRun.process(), RecordedRun.event("testStarted", of: text),
      RecordedRun.event("testEnded", of: text, #","exhibit":{"artifactPath":"\#(text)"}"#),
    ])
    #expect(try run.summary().results.map(\.outcome) == [.passed])
  }
}
