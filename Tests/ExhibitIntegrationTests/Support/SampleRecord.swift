import ExhibitRecord
import Foundation
import Testing

/// The record of a run of a sample package.
@dynamicMemberLookup
struct SampleRecord: Sendable {
  let summary: RunSummary

  /// All lines, process by process, but for those about what processes print.
  let lines: [RecordLine]

  /// The lines about what processes print, which come when they come.
  let outputLines: [RecordLine]

  /// Keeps the files while the record is looked at.
  private let artifacts: ArtifactFolder

  init(of run: RunDirectory, in artifacts: ArtifactFolder) throws {
    self.artifacts = artifacts
    summary = try RunSummary.read(run)
    let files = try FileSystem.names(in: run.events).sorted().map { try EventFile.read(run.events + "/" + $0) }
    lines = files.filter { $0.process?.exhibit?.outputOf == nil }.flatMap(\.lines)
    outputLines = files.filter { $0.process?.exhibit?.outputOf != nil }.flatMap(\.lines)
  }

  subscript<Value>(dynamicMember path: KeyPath<RunSummary, Value>) -> Value { summary[keyPath: path] }

  /// The one result of a test.
  func result(_ id: String) throws -> AttemptResult {
    let found = summary.attempts.filter { $0.key.id == id }
    #expect(found.count == 1, "\(id) has \(found.count) attempts")
    return try #require(found.first)
  }

  /// Each test with its outcome, in order of the ids.
  var outcomes: [String] { summary.attempts.map { "\($0.key.id) \($0.outcome.rawValue)" } }

  /// The text of a file that a test saved.
  func text(_ name: String, of attempt: AttemptResult) throws -> String {
    let directory = try #require(attempt.artifactPath)
    return try String(contentsOfFile: "\(summary.run.path)/\(directory)/\(name)", encoding: .utf8)
  }

  /// The kinds of the events of a test, in order, `valueAttached` with the name of the artifact.
  func kinds(of id: String) -> [String] {
    lines.filter { $0.kind == "event" && $0.payload.testID == id }.map { line in
      [line.payload.kind, line.payload.kind == "valueAttached" ? line.payload.exhibit?.description : nil]
        .compactMap(\.self).joined(separator: " ")
    }
  }
}
