import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport

/// An artifact root with runs that are over, and some that are not.
struct StoredRuns {
  let scratch: ScratchDirectory
  let root: ArtifactRoot
  private let said = Locked<[String]>([])

  var messages: [String] { said.withLock { $0 } }

  init() throws {
    scratch = try ScratchDirectory()
    root = ArtifactRoot(path: scratch.path)
  }

  static func id(_ day: Int) -> String { "202611\(day < 10 ? "0" : "")\(day)T120000Z-0000000a" }

  /// Makes a run whose processes have ended.
  @discardableResult
  func makeFinished(_ id: String, _ lines: [String] = [RecordedRun.process(at: 1, #","locked":true"#)]) throws -> String
  {
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "runs/\(id)/events/vm-1-00000001.jsonl")
    try scratch.write("log", to: "runs/\(id)/tests/App/Tests/testA/log.txt")
    return id
  }

  /// Makes a run that the writer writes as long as it lives.
  func makeRunning(_ id: String) throws -> RecordWriter {
    try scratch.makeDirectory("runs/\(id)/events")
    return try RecordWriter(run: run(id), process: Self.header) { _ in }
  }

  static var header: ProcessHeader { ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/") }

  func run(_ id: String) -> RunDirectory {
    RunDirectory(id: RunID(id) ?? RunID(now: 0, random: 0), path: root.runs + "/" + id)
  }

  /// Makes the one event file of a run look as old as can be.
  func age(_ id: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)],
      ofItemAtPath: "\(root.runs)/\(id)/events/vm-1-00000001.jsonl")
  }

  var names: [String] { scratch.names(in: "runs") }

  func apply(runs: Int = 10, artifacts: ArtifactRetention = .all) {
    retention(runs: runs, artifacts: artifacts).apply()
  }

  func retention(runs: Int = 10, artifacts: ArtifactRetention = .all) -> Retention {
    Retention(
      root: root, policy: RetentionPolicy(runs: runs, artifacts: artifacts), header: { Self.header },
      report: { [said] message in said.withLock { $0.append(message) } })
  }
}
