import ExhibitFixtures
import ExhibitRecord
import ExhibitSupport

/// What tests have created on appliances: noted while it is there, and deleted for processes that did not get to it.
extension RunSession {
  /// Where this process notes what it is going to delete.
  func makeLedger() -> (any ResourceLedger)? {
    guard let run, let writer, let root = run.root else { return nil }
    let file = LedgerFile(root: root, processName: writer.processName, run: run.id, redaction: redaction) { failure in
      Diagnostics.shared.say(
        "what tests create is not noted for the case that this process crashes: \(failure)", from: failure)
    }
    return RunLedger(file: file) { [weak self] in self?.currentAttempt?.key.id }
  }

  /// Deletes what processes have left that are gone, as far as this one has the providers for it.
  ///
  /// The first test waits for it: it shall find the appliance as if the others had ended as they should.
  func removeLeftovers() {
    guard let run, let root = run.root, FileSystem.kind(of: root.resources) == .directory else { return }
    removeLeftovers(in: root, as: run)
  }

  private func removeLeftovers(in root: ArtifactRoot, as run: RunDirectory) {
    for file in LeftoverFile.all(in: root, isClaimed: true) {
      var gone: Set<Int> = []
      var broken: Set<String> = []
      var kept: [LeftResource] = []
      for resource in file.resources.reversed() {
        guard let path = resource.path.flatMap({ ResourcePath($0) }), !resource.isRedacted,
          !broken.contains(resource.place),
          let provider = ResourceProviders.provider(named: resource.provider, at: resource.place)
        else {
          kept.append(resource)
          continue
        }
        switch delete(path, by: provider, of: file.processName) {
        case nil: gone.insert(resource.number)
        case let error?:
          kept.append(resource)
          // The next one would only have to wait as long.
          let isUnreachable = error.map { [.timedOut, .unreachable].contains($0.code) } ?? false
          if isUnreachable { broken.insert(resource.place) }
        }
      }
      if !kept.isEmpty, file.isToSay(in: run.id) {
        Diagnostics.shared.say(LeftoverText.message(kept.reversed(), of: file.processName))
        // Whether it is there nobody can tell; once said, there is nothing more to do about it.
        for resource in kept where resource.path == nil { gone.insert(resource.number) }
      }
      file.gone(gone)
    }
  }

  /// Deletes one thing.
  ///
  /// - Returns: `nil` if it is gone, otherwise the error, as far as it is one of the provider.
  private func delete(
    _ path: ResourcePath, by provider: any ResourceProvider, of process: String
  ) -> ResourceError?? {
    let start = ContinuousClock.now
    let failure = Locked<(any Error)?>(nil)
    fixtures.surroundings.wait {
      do {
        try await provider.delete(path)
      } catch let error as ResourceError where error.code == .notFound {
        // Somebody else has deleted it.
      } catch {
        failure.withLock { $0 = error }
      }
    }
    let error = failure.withLock { $0 }
    fixtures.report(
      FixtureReport(
        .resource, .deleted, "\(path)", cause: "left by \(process)", duration: .now - start,
        error: error.map { "\($0)" }))
    return error.map { $0 as? ResourceError }
  }
}

/// Notes what tests create together with the test.
private struct RunLedger: ResourceLedger {
  let file: LedgerFile
  let testID: @Sendable () -> String?

  func willCreate(in collection: ResourcePath, provider: String, place: String) -> Int {
    file.willCreate(in: "\(collection)", provider: provider, place: place, testID: testID())
  }

  func created(_ path: ResourcePath, number: Int) { file.created("\(path)", number: number) }

  func gone(number: Int) { file.gone(number: number) }
}

extension RunDirectory {
  /// The directory of all runs that this one is in.
  fileprivate var root: ArtifactRoot? { path.parentPath?.parentPath.map { ArtifactRoot(path: $0) } }
}
