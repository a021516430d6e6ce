import ExhibitRecord

/// Applies a retention policy to the runs at hand, or finds out what that would do.
struct PruneWork {
  let root: ArtifactRoot
  let policy: RetentionPolicy
  let isDryRun: Bool
  /// Describes this process in the record of a run whose artifacts are removed.
  let header: @Sendable () -> ProcessHeader

  /// What was done, or would be.
  struct Outcome {
    var lines: [PruneLine] = []
    var removedRuns = 0
    var runs = 0
    var trimmedTests = 0
    var bytes = 0
    /// What could not be done.
    var failures: [String] = []
  }

  /// Does it.
  func run() -> Outcome {
    let inspector = RunInspector(root: root)
    let remover = RunRemover(inspector)
    var outcome = Outcome()
    for path in remover.leftovers() {
      let bytes = FileTree.size(of: path)
      outcome.bytes += bytes
      outcome.lines.append(
        PruneLine(action: .removed, run: path.lastPathName, text: "\(ByteText.short(bytes)), an interrupted removal"))
    }
    let stored = inspector.storedRuns()
    outcome.runs = stored.count
    for decision in policy.decisions(on: stored, condition: { inspector.condition(of: $0.run) }) {
      take(decision, remover, inspector, &outcome)
    }
    for run in root.allRuns() where !stored.contains(where: { $0.run == run }) {
      guard case .unrecognised(let reason) = inspector.condition(of: run) else { continue }
      outcome.lines.append(PruneLine(action: .kept, run: run.id.rawValue, text: "not a run of Exhibit's: \(reason)"))
    }
    for path in remover.strangers() {
      outcome.lines.append(
        PruneLine(action: .kept, run: path.lastPathName, text: "not a run of Exhibit's: it is not a directory"))
    }
    if !isDryRun {
      outcome.failures += remover.finish().map(\.description)
      root.dropLinksOfRemovedRuns()
    }
    return outcome
  }

  private func take(
    _ decision: RetentionDecision, _ remover: RunRemover, _ inspector: RunInspector, _ outcome: inout Outcome
  ) {
    let run = decision.run.run
    switch decision.verdict {
    case .kept(let reason):
      var text = text(reason)
      // Those that are recent are not asked whether somebody writes them, as it does not matter to what becomes of them.
      if reason.isPlace, case .inProgress(let detail) = inspector.condition(of: run) {
        text += ", in progress: \(detail)"
      }
      outcome.lines.append(PruneLine(action: .kept, run: run.id.rawValue, text: text))
      trim(run, inspector, &outcome)
    case .removed:
      let shared = SharedArtifacts.directories(of: run)
      let bytes = ([run.path] + shared).reduce(0) { $0 + FileTree.size(of: $1) }
      if !isDryRun {
        do throws(FileSystem.Failure) {
          switch try remover.takeAway(run) {
          case .takenAway: break
          case .gone: return
          case .kept(let condition):
            outcome.lines.append(PruneLine(action: .kept, run: run.id.rawValue, text: text(condition)))
            return
          }
        } catch {
          outcome.failures.append("\(error)")
          return
        }
      }
      outcome.removedRuns += 1
      outcome.bytes += bytes
      outcome.lines.append(PruneLine(action: .removed, run: run.id.rawValue, text: ByteText.short(bytes)))
    }
  }

  /// Removes the artifacts of a run that stays which are not to be kept.
  private func trim(_ run: RunDirectory, _ inspector: RunInspector, _ outcome: inout Outcome) {
    guard policy.artifacts != .all else { return }
    let remover = ArtifactRemover(inspector, policy: policy.artifacts, header: header)
    do {
      let (count, bytes): (Int, Int)
      if isDryRun {
        guard inspector.condition(of: run) == .finished else { return }
        let directories = try remover.removable(of: run).compactMap { $0.artifactPath.flatMap(run.contained) }
          .filter { FileSystem.kind(of: $0) == .directory }
        (count, bytes) = (directories.count, directories.reduce(0) { $0 + FileTree.size(of: $1) })
      } else {
        let removed = try remover.apply(to: run)
        outcome.failures += removed.failures.map(\.description)
        (count, bytes) = (removed.directories, removed.bytes)
      }
      guard count > 0 else { return }
      outcome.trimmedTests += count
      outcome.bytes += bytes
      outcome.lines.append(
        PruneLine(
          action: .trimmed, run: run.id.rawValue,
          text: "\(ByteText.short(bytes)), artifacts of \(count) \(count == 1 ? "test" : "tests")"))
    } catch {
      outcome.failures.append("\(error)")
    }
  }

  private func text(_ reason: RetentionDecision.Reason) -> String {
    switch reason {
    case .newest: "the newest"
    case .recent: "among the newest \(policy.runs)"
    case .inProgress(let reason): "in progress: \(reason)"
    case .unrecognised(let reason): "not a run of Exhibit's: \(reason)"
    }
  }

  private func text(_ condition: RunCondition) -> String {
    switch condition {
    case .finished: "it could not be taken away"
    case .inProgress(let reason): "in progress: \(reason)"
    case .unrecognised(let reason): "not a run of Exhibit's: \(reason)"
    }
  }
}
