import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// What is read of the event streams that Swift Testing writes.
@Suite struct SwiftTestingStreamTests {
  /// The outcomes of a stream in `Fixtures/streams`, by the name of the test.
  private func results(_ stream: String) throws -> [String: AttemptResult] {
    let streams = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/streams")
    let file = try EventFile.read(streams.appendingPathComponent(stream + ".jsonl").path)
    #expect(file.damagedLines == 0)
    let run = RunDirectory(id: RunID(now: 0, random: 0), path: "/nowhere")
    return RunSummary(run: run, files: [file]).results.reduce(into: [:]) { $0[$1.key.name] = $1 }
  }

  @Test(arguments: ["complete", "version-0", "experimental-fields"])
  func aWholeStream(stream: String) throws {
    let results = try results(stream)
    #expect(
      results.mapValues(\.outcome) == [
        "passes()": .passed, "fails()": .failed, "known()": .expectedFailure, "disabled()": .skipped,
        "cases(_:)": .failed, "`a < b & \"c\"`()": .passed,
      ])
    #expect(results.values.allSatisfy { $0.framework == "swift-testing" && $0.attempt == 1 && !$0.isFlaky })
    let failure = try #require(results["fails()"]?.issues.first)
    #expect(failure.message == "Issue recorded\nctl \u{1}\u{1B}[31m end")
    #expect(failure.file?.hasSuffix("Tests/AppTests/SampleTests.swift") == true)
    #expect(failure.line == 9)
    #expect(results["disabled()"]?.skipReason == "Test disabled() skipped: \"not now\"")
    #expect(results["passes()"]?.artifacts.map(\.path) == ["/package/attachments/note.txt"])
    #expect((results["passes()"]?.durationNanoseconds ?? 0) > 0)
  }

  @Test func aStreamThatEndsInACrash() throws {
    let results = try results("crash")
    #expect(
      results.mapValues(\.outcome) == ["passes()": .passed, "crashes()": .crashed, "disabled()": .skipped])
  }

  @Test func aFailureOfASuiteIsNotLost() throws {
    let results = try results("suite-failure")
    #expect(results.mapValues(\.outcome) == ["AppTests.SampleTests": .failed, "passes()": .passed])
  }
}
