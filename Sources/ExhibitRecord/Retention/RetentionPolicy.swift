/// Which runs are kept, and what of them.
package struct RetentionPolicy: Sendable, Hashable {
  /// How many runs are kept; the newest one stays in any case.
  package var runs: Int

  /// Of which tests the artifacts are kept.
  package var artifacts: ArtifactRetention

  /// Creates a policy.
  package init(runs: Int = 10, artifacts: ArtifactRetention = .all) {
    self.runs = runs
    self.artifacts = artifacts
  }

  /// Decides what becomes of runs.
  ///
  /// The newest ``runs`` of them stay, whatever they are; of the others every one stays of which it is not certain that
  /// it is over and Exhibit's. So nothing is removed twice: applied to what it left, the policy changes nothing.
  ///
  /// - Parameters:
  ///   - stored: Runs, each with the time of its start, newest first.
  ///   - condition: Finds out about a run; it is asked only about those that might go.
  /// - Returns: A decision for each run, newest first.
  package func decisions(
    on stored: [StoredRun], condition: (StoredRun) -> RunCondition
  ) -> [RetentionDecision] {
    stored.enumerated().map { place, run in
      if place == 0 || run.isLatest { return RetentionDecision(run: run, verdict: .kept(.newest)) }
      if place < runs { return RetentionDecision(run: run, verdict: .kept(.recent)) }
      switch condition(run) {
      case .finished: return RetentionDecision(run: run, verdict: .removed)
      case .inProgress(let reason): return RetentionDecision(run: run, verdict: .kept(.inProgress(reason)))
      case .unrecognised(let reason): return RetentionDecision(run: run, verdict: .kept(.unrecognised(reason)))
      }
    }
  }
}
