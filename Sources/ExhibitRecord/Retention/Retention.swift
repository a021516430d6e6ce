import CExhibitRecord
import Foundation

/// Applies a policy to the runs below an artifact root.
package struct Retention: Sendable {
  private let root: ArtifactRoot
  private let policy: RetentionPolicy
  private let header: @Sendable () -> ProcessHeader
  private let report: @Sendable (String) -> Void

  /// More runs than this are not looked at while tests wait.
  private static let promptRuns = 100

  /// Nor are runs of more processes than this.
  private static let promptEventFiles = 64

  /// Creates a retention.
  ///
  /// - Parameters:
  ///   - root: Where the runs are.
  ///   - policy: What is kept.
  ///   - header: Describes this process, for the record of a run whose artifacts are removed.
  ///   - report: Is told what cannot be removed.
  package init(
    root: ArtifactRoot, policy: RetentionPolicy, header: @escaping @Sendable () -> ProcessHeader,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.root = root
    self.policy = policy
    self.header = header
    self.report = report
  }

  /// Begins what the process that began a run, or joined one, has to do, and lets the tests go on.
  ///
  /// Usually one run has become too many. It is renamed here, which takes some microseconds; deleting is done beside the
  /// tests and may be cut off: whoever comes next goes on with it.
  package func begin(isNewRun: Bool) {
    var hasLeftovers = false
    let count = exhibit_count_names(root.runs, RunRemover.prefix, &hasLeftovers)
    var isMore = hasLeftovers
    if isNewRun {
      let limit = max(policy.runs, 1)
      if count > limit {
        if count <= Self.promptRuns, count == limit + 1 { takeAwaySurplus(isPrompt: true) }
        isMore = true
      }
      if policy.artifacts != .all { isMore = true }
    }
    guard isMore else { return }
    BackgroundTask.start { [self] in
      if isNewRun {
        apply()
      } else {
        finish(RunRemover(RunInspector(root: root)))
      }
    }
  }

  /// Applies the policy to its end.
  package func apply() {
    let inspector = takeAwaySurplus()
    finish(RunRemover(inspector))
    root.dropLinksOfRemovedRuns()
    guard policy.artifacts != .all else { return }
    let remover = ArtifactRemover(inspector, policy: policy.artifacts, header: header)
    for stored in inspector.storedRuns() {
      do {
        for failure in try remover.apply(to: stored.run).failures { report("\(failure)") }
      } catch {
        report("\(error)")
      }
    }
  }

  @discardableResult
  private func takeAwaySurplus(isPrompt: Bool = false) -> RunInspector {
    let inspector = RunInspector(root: root)
    let remover = RunRemover(inspector)
    // The remover looks at each run itself, at the moment when it takes it away.
    let decisions = policy.decisions(on: inspector.storedRuns(sure: max(policy.runs, 1))) { _ in .finished }
    for decision in decisions.reversed() where decision.verdict == .removed {
      var unused = false
      if isPrompt, exhibit_count_names(decision.run.run.events, ".", &unused) > Self.promptEventFiles { continue }
      // What else is the run's is known only after its record was read.
      if isPrompt, FileSystem.kind(of: decision.run.run.sharedTests) != nil { continue }
      do throws(FileSystem.Failure) {
        _ = try remover.takeAway(decision.run.run)
      } catch {
        report("\(error)")
      }
    }
    return inspector
  }

  private func finish(_ remover: RunRemover) {
    for failure in remover.finish() { report("\(failure)") }
  }
}
