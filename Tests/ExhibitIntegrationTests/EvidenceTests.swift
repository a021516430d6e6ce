import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// What tests save.
  @Suite struct EvidenceTests {
    private static let saving = Task { try await SamplePackage.behaviour.runBinary("EvidenceTests.SavingTests") }

    private func saved(_ method: String) async throws -> (record: SampleRecord, attempt: AttemptResult) {
      let run = try await Self.saving.value
      #expect(run.result.exitCode == 0)
      #expect(run.result.standardError == "")
      let record = try run.record()
      return (record, try record.result("EvidenceTests.SavingTests/" + method))
    }

    /// An artifact as one line.
    private func line(_ artifact: AttemptResult.Artifact) -> String {
      let file = artifact.path.split(separator: "/").last ?? ""
      return "\(artifact.name): \(file), \(artifact.contentType ?? ""), \(artifact.byteCount ?? 0)"
    }

    @Test func libraryThatLinksOnlyTheCoreSavesEverything() async throws {
      let (record, attempt) = try await saved("testSavesFromALibrary")
      #expect(
        attempt.artifacts.dropLast().map(line) == [
          "a text: a text.txt, text/plain, 13", "some data: some data.bin, application/octet-stream, 4",
          "a value: a value.json, application/json, 32", "copied.csv: copied.csv, text/csv, 4",
          "moved.csv: moved.csv, text/csv, 4", "twice: twice.txt, text/plain, 5", "twice: twice-2.txt, text/plain, 6",
          "left in the folder: left in the folder.txt, text/plain, 10",
        ])
      for artifact in attempt.artifacts {
        #expect(FileSystem.size(of: record.run.path + "/" + artifact.path) == artifact.byteCount)
      }
      #expect(try record.text("a text.txt", of: attempt) == "text with ✓")
      #expect(try record.text("a value.json", of: attempt) == "{\n  \"key\" : [\n    1,\n    2\n  ]\n}")
      #expect(try record.text("twice.txt", of: attempt) == "first")
      #expect(try record.text("twice-2.txt", of: attempt) == "second")
      // The other file was moved.
      #expect(try record.text("left in the folder.txt", of: attempt) == "copied.csv")
      // The URL of the directory is for tools that write by themselves.
      #expect(try record.text("by a tool.txt", of: attempt) == "2")
    }

    @Test func logTellsWhatHappened() async throws {
      let (record, attempt) = try await saved("testSavesFromALibrary")
      let log = try record.text("log.txt", of: attempt).split(separator: "\n").filter { $0.first == "0" }
      #expect(
        log.map { OutputMask.masked(String($0.dropFirst(7))) } == [
          "saved     a text.txt (a text), text/plain, 13 bytes",
          "saved     some data.bin (some data), application/octet-stream, 4 bytes",
          "saved     a value.json (a value), application/json, 32 bytes",
          "saved     copied.csv, text/csv, 4 bytes", "saved     moved.csv, text/csv, 4 bytes",
          "saved     twice.txt (twice), text/plain, 5 bytes", "saved     twice-2.txt (twice), text/plain, 6 bytes",
          "warning   a line",
          "step      outer", "step        inner", "step        inner: done (TIME)", "step      outer: done (TIME)",
          "step      asynchronous outer", "step        asynchronous inner",
          "step        asynchronous inner: done (TIME)", "step      asynchronous outer: done (TIME)",
          "saved     left in the folder.txt (left in the folder), text/plain, 10 bytes",
        ])
    }

    @Test func contentTypesComeFromTheDescriptionOrTheCaller() async throws {
      let (_, attempt) = try await saved("testSavesFromTheTest")
      #expect(
        attempt.artifacts.dropLast().map(line) == [
          "page.html: page.html, text/html, 3", "raw: raw.json, application/json, 2",
          "value.json: value.json, application/json, 15",
        ])
    }

    @Test func failedStepIsRecordedWithItsError() async throws {
      let (record, attempt) = try await saved("testStepsGiveBackErrors")
      let end = record.lines.first {
        $0.payload.testID == attempt.testID && $0.payload.kind == "exhibitStepEnded"
      }
      #expect(end?.payload.exhibit?.outcome == "failed")
      #expect(end?.payload.messages?.map(\.text) == ["Mishap()"])
      #expect(try record.text("log.txt", of: attempt).contains("throws: failed: Mishap() ("))
    }

    @Test func longLogLineGoesToAFile() async throws {
      let (record, attempt) = try await saved("testLogsALongLine")
      let line = record.lines.first { $0.payload.kind == "exhibitLogMessage" }
      let path = try #require(line?.payload.exhibit?.textPath)
      let text = try String(contentsOfFile: "\(record.run.path)/\(path)", encoding: .utf8)
      #expect(text == String(repeating: "x", count: 1 << 20) + " end")
      #expect(attempt.artifacts.contains { $0.path == path })
      let file = try Data(contentsOf: URL(fileURLWithPath: "\(record.run.events)/\(record.processes[0].name).jsonl"))
      #expect(file.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count < 256 << 10 })
    }

    @Test func hostileDescriptionsStayInside() async throws {
      let (record, attempt) = try await saved("testSavesUnderHostileDescriptions")
      let directory = try #require(attempt.artifactPath)
      let files = FileSystem.names(in: "\(record.run.path)/\(directory)")
      // One file for each of the thirteen, and the log; none hides, none is the same where case does not count.
      #expect(files.count == 14)
      #expect(Set(files.map { $0.lowercased() }).count == 14)
      #expect(files.allSatisfy { !$0.hasPrefix(".") && $0.utf8.count <= 140 && PathComponent.ordinary($0) != nil })
      #expect(Set(attempt.artifacts.map(\.path)) == Set(files.map { "\(directory)/\($0)" }))
      for artifact in attempt.artifacts.dropLast() {
        let text = try String(contentsOfFile: "\(record.run.path)/\(artifact.path)", encoding: .utf8)
        #expect(text == "of \(artifact.name.debugDescription)")
      }
    }
  }
}
