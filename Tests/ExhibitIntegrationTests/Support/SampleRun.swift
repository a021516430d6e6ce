import ExhibitRecord
import Foundation
import Testing

/// One go at the tests of a sample package.
struct SampleRun: Sendable {
  let result: ProcessResult
  let artifacts: ArtifactFolder

  /// The record, if there is exactly one run, to which `latest` leads.
  func record() throws -> RunSummary {
    let runs = artifacts.root.allRuns()
    let run = try #require(runs.first, "there is no run\n\(result.standardOutput)\n\(result.standardError)")
    #expect(runs.count == 1)
    #expect(FileSystem.target(ofLink: artifacts.root.latest) == "runs/\(run.id)")
    return try RunSummary.read(run)
  }
}

extension RunSummary {
  /// The one result of a test.
  func result(_ id: String) throws -> AttemptResult {
    let found = attempts.filter { $0.key.id == id }
    #expect(found.count == 1, "\(id) has \(found.count) attempts")
    return try #require(found.first)
  }

  /// Each test with its outcome, in order of the ids.
  var outcomes: [String] { attempts.map { "\($0.key.id) \($0.outcome.rawValue)" } }

  /// The text of a file that a test saved.
  func text(_ name: String, of attempt: AttemptResult) throws -> String {
    let directory = try #require(attempt.artifactPath)
    return try String(contentsOfFile: "\(run.path)/\(directory)/\(name)", encoding: .utf8)
  }

  /// All lines of the record, process by process.
  func lines() throws -> [RecordLine] {
    try FileSystem.names(in: run.events).sorted().flatMap { try EventFile.read(run.events + "/" + $0).lines }
  }

  /// The kinds of the events of a test, in order, `valueAttached` with the name of the artifact.
  func kinds(of id: String) throws -> [String] {
    try lines().filter { $0.kind == "event" && $0.payload.testID == id }.map { line in
      [line.payload.kind, line.payload.kind == "valueAttached" ? line.payload.exhibit?.description : nil]
        .compactMap(\.self).joined(separator: " ")
    }
  }
}
