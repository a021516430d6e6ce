import Foundation

/// What the record of a run says, put together from all its event files.
package struct RunSummary: Sendable {
  /// One process of the run.
  package struct Process: Sendable {
    package var name: String
    package var isRunning: Bool
    package var startedAt: Double?
    package var header: ExhibitMembers?
    package var damagedLines: Int
    package var missingLines: Int
  }

  /// The run's directory.
  package let run: RunDirectory

  /// The processes, by their start.
  package let processes: [Process]

  /// The attempts, by test and number.
  package let attempts: [AttemptResult]

  /// What Exhibit had to say about itself, in order, each once.
  package let diagnostics: [String]

  /// When the first process started, in seconds since 1970.
  package var startedAt: Double? { processes.compactMap(\.startedAt).min() }

  /// When the last event that is known happened, in seconds since 1970.
  package let endedAt: Double?

  /// Whether some process of the run is alive.
  package var isRunning: Bool { processes.contains(where: \.isRunning) }

  /// What counts: the final attempt at each test.
  package var results: [AttemptResult] { attempts.filter(\.isFinalAttempt) }

  /// How many tests ended how.
  package var counts: [Outcome: Int] {
    results.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
  }

  /// Reads a run.
  ///
  /// This is a function of what is in the directory and of which processes are alive; reading changes nothing.
  /// - Throws: ``RecordError`` if there is no record, or one that this version cannot read.
  package static func read(_ run: RunDirectory) throws(RecordError) -> RunSummary {
    let names = FileSystem.names(in: run.events).filter { $0.hasSuffix(".jsonl") }.sorted()
    guard !names.isEmpty else { throw RecordError("\(run.path) holds no record: \(run.events) has no event file") }
    var files: [EventFile] = []
    for name in names { files.append(try EventFile.read(run.events + "/" + name)) }
    files.sort {
      ($0.lines.first?.payload.instant?.since1970 ?? 0, $0.name) < (
        $1.lines.first?.payload.instant?.since1970 ?? 0, $1.name
      )
    }
    return RunSummary(run: run, files: files, crashes: CrashReport.all(in: run))
  }

  /// Puts a run together from its files.
  package init(run: RunDirectory, files: [EventFile], crashes: [CrashReport] = []) {
    self.run = run
    var processes: [Process] = []
    var attempts: [AttemptResult] = []
    var diagnostics: [String] = []
    var said: Set<String> = []
    var endedAt: Double?
    // Who only removed artifacts is no process of the run.
    let removers = files.filter { $0.process?.exhibit?.role == ProcessHeader.retentionRole }
    // What a process printed is told by another one, in a file of its own, and belongs to the process.
    let outputs = Dictionary(grouping: files, by: \.outputOf)
    let ours = (outputs[nil] ?? []).filter { $0.process?.exhibit?.role != ProcessHeader.retentionRole }
    for (index, file) in ours.enumerated() {
      let header = file.process?.exhibit
      let output = header?.process.flatMap { outputs[$0] } ?? []
      processes.append(
        Process(
          name: header?.process ?? file.name, isRunning: file.isLocked,
          startedAt: file.lines.first { $0.payload.instant != nil }?.payload.instant?.since1970, header: header,
          damagedLines: output.reduce(file.damagedLines) { $0 + $1.damagedLines },
          missingLines: output.reduce(file.missingLines) { $0 + $1.missingLines }))
      var replay = ProcessReplay(process: index)
      for line in file.lines { replay.take(line) }
      for line in output.flatMap(\.lines) { replay.takeOutput(line) }
      let crash = crashes.last { $0.isOf(processes[index], among: ours) }
      replay.close(isRunning: file.isLocked, crash: crash)
      attempts += replay.attempts
      if let crash, !replay.attempts.contains(where: { $0.artifacts.contains { $0.path == crash.path } }) {
        replay.add(diagnostic: "\(processes[index].name): \(crash.summary); see \(crash.path)")
      }
      diagnostics += replay.diagnostics.filter { said.insert($0).inserted }
      endedAt = [endedAt, replay.lastInstant].compactMap(\.self).max()
    }
    self.processes = processes
    self.attempts = RemovedArtifacts(removers).without(AttemptNumbering.joined(attempts))
    self.diagnostics = diagnostics
    self.endedAt = endedAt
  }
}
