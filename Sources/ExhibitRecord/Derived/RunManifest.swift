/// `run.json`: what a run was, in one object.
package struct RunManifest: Encodable, Sendable {
  package struct Process: Encodable, Sendable {
    let name: String
    let pid: Int?
    let machine: String?
    let shard: String?
    let startedAt: String?
    let running: Bool
    let damagedLines: Int
    let missingLines: Int
    let command: [String]?
  }

  let formatVersion: Int
  let runId: String
  let startedAt: String?
  let endedAt: String?
  let running: Bool
  let counts: [String: Int]
  let flaky: Int
  let processes: [Process]
  let toolchain: String?
  let sourceRoot: String?
  let environment: [String: String]?
  let repository: String?
  let commit: String?
  let branch: String?
  let pullRequest: String?
  let ciSystem: String?
  let ciJob: String?
  let ciAttempt: String?
  let diagnostics: [String]

  /// Sums a run up.
  package init(_ summary: RunSummary) {
    let header = summary.processes.lazy.compactMap(\.header).first
    formatVersion = ProcessHeader.formatVersion
    runId = summary.run.id.rawValue
    startedAt = summary.startedAt.map { UTCTime(seconds: $0).extended }
    endedAt = summary.endedAt.map { UTCTime(seconds: $0).extended }
    running = summary.isRunning
    counts = summary.counts.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
    flaky = summary.results.filter(\.isFlaky).count
    processes = summary.processes.map { process in
      Process(
        name: process.name, pid: process.header?.pid, machine: process.header?.machine, shard: process.header?.shard,
        startedAt: process.startedAt.map { UTCTime(seconds: $0).extended }, running: process.isRunning,
        damagedLines: process.damagedLines, missingLines: process.missingLines, command: process.header?.command)
    }
    toolchain = header?.toolchain
    sourceRoot = header?.sourceRoot
    environment = header?.environment
    repository = header?.repository
    commit = header?.commit
    branch = header?.branch
    pullRequest = header?.pullRequest
    ciSystem = header?.ciSystem
    ciJob = header?.ciJob
    ciAttempt = header?.ciAttempt
    diagnostics = summary.diagnostics
  }
}
