import ExhibitRecord
import Testing

/// One go at the tests of a sample package.
struct SampleRun: Sendable {
  let result: ProcessResult
  let artifacts: ArtifactFolder

  /// The record, if there is exactly one run, to which `latest` leads.
  func record() throws -> SampleRecord {
    let runs = artifacts.root.allRuns()
    let run = try #require(runs.first, "there is no run\n\(result.standardOutput)\n\(result.standardError)")
    #expect(runs.count == 1)
    #expect(FileSystem.target(ofLink: artifacts.root.latest) == "runs/\(run.id)")
    return try SampleRecord(of: run, in: artifacts)
  }
}
