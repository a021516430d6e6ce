import CExhibitRecord
import Foundation

/// Removes artifacts of a run that is over; its record stays, and says so first.
package struct ArtifactRemover: Sendable {
  /// What became of a run's artifacts.
  package struct Outcome: Sendable {
    /// How many directories of tests are gone.
    package var directories = 0
    /// How many bytes they had.
    package var bytes = 0
    /// What keeps some of it from being removed.
    package var failures: [FileSystem.Failure] = []
  }

  private let inspector: RunInspector
  private let policy: ArtifactRetention
  private let header: @Sendable () -> ProcessHeader

  /// Creates a remover.
  ///
  /// - Parameters:
  ///   - inspector: Tells which runs are over.
  ///   - policy: What is kept.
  ///   - header: Describes this process, for the record.
  package init(_ inspector: RunInspector, policy: ArtifactRetention, header: @escaping @Sendable () -> ProcessHeader) {
    self.inspector = inspector
    self.policy = policy
    self.header = header
  }

  /// What would go of a run.
  ///
  /// - Throws: ``RecordError`` if the record cannot be read: then it is not known what may go.
  package func removable(of run: RunDirectory) throws(RecordError) -> [AttemptResult] {
    guard policy != .all, !isDone(run) else { return [] }
    guard [run.tests, run.sharedTests].contains(where: { FileSystem.kind(of: $0) == .directory }) else { return [] }
    let summary: RunSummary
    do throws(RecordError) {
      summary = try RunSummary.read(run)
    } catch {
      if FileSystem.kind(of: run.path) == nil { return [] }
      throw error
    }
    return ArtifactSelection.removable(summary.attempts, by: policy) { SharedArtifacts.isOwn($0, of: run) }
  }

  /// Removes what the policy gives up of a run that is over.
  ///
  /// - Throws: ``RecordError`` or ``FileSystem/Failure`` if the record cannot be read, or not be written for another reason
  ///   than that the disk is full: then nothing is removed.
  package func apply(to run: RunDirectory) throws -> Outcome {
    do {
      return try remove(from: run)
    } catch {
      // Where the file system has no locks, somebody else may have taken the run away at the same time.
      if FileSystem.kind(of: run.path) == nil { return Outcome() }
      throw error
    }
  }

  private func remove(from run: RunDirectory) throws -> Outcome {
    var outcome = Outcome()
    guard policy != .all, !isDone(run) else { return outcome }
    let lock = exhibit_try_lock_directory(run.path)
    if lock < 0, errno == EWOULDBLOCK { return outcome }
    defer { if lock >= 0 { close(lock) } }
    guard inspector.condition(of: run) == .finished else { return outcome }
    let attempts = try removable(of: run)
    if !attempts.isEmpty {
      var header = header()
      header.role = ProcessHeader.retentionRole
      var notice = try RemovalNotice(run: run, process: header)
      var unchanged = FileSystem.modificationTime(of: run.events)
      for attempt in attempts {
        guard let path = attempt.artifactPath, let directory = run.contained(path) else { continue }
        // Who waited too long for the lock has joined without it, and may use the directory again.
        guard FileSystem.modificationTime(of: run.events) == unchanged else { return outcome }
        guard FileSystem.kind(of: directory) == .directory else { continue }
        let bytes = FileTree.size(of: directory)
        guard notice.announce(attempt, path: path) else { return outcome }
        do throws(FileSystem.Failure) {
          try FileTree.remove(directory)
          outcome.directories += 1
          outcome.bytes += bytes
          removeEmptyDirectories(above: directory, in: run)
        } catch {
          outcome.failures.append(error)
        }
        guard notice.isOwed else { continue }
        let isUnchanged = FileSystem.modificationTime(of: run.events) == unchanged
        notice.catchUp()
        // It may have made a file there, which is no reason to stop.
        if isUnchanged { unchanged = FileSystem.modificationTime(of: run.events) }
      }
      if let failure = notice.owedFailure { outcome.failures.append(failure) }
    }
    if outcome.failures.isEmpty { markDone(run) }
    return outcome
  }

  private func removeEmptyDirectories(above directory: String, in run: RunDirectory) {
    var current = directory
    while let parent = current.parentPath, parent.path(below: run.path) != nil, rmdir(parent) == 0 { current = parent }
    SharedArtifacts.removeEmptyDirectories(above: directory, in: run)
  }

  // MARK: Runs to which the policy was applied

  /// The file that says so, empty and younger than the last event file that was made.
  private func mark(_ policy: ArtifactRetention, of run: RunDirectory) -> String {
    "\(run.path)/.artifacts-\(policy.rawValue)"
  }

  private func isDone(_ run: RunDirectory) -> Bool {
    guard let changed = FileSystem.modificationTime(of: run.events) else { return false }
    return [policy, .nothing].contains {
      FileSystem.modificationTime(of: mark($0, of: run)).map { $0 > changed } == true
    }
  }

  private func markDone(_ run: RunDirectory) {
    let path = mark(policy, of: run)
    unlink(path)
    try? "".withContiguousUTF8 { (bytes) throws(FileSystem.Failure) in try FileSystem.write(bytes, toNewFile: path) }
  }
}
