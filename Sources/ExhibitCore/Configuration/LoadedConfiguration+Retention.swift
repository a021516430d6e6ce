package import ExhibitRecord

extension LoadedConfiguration {
  /// Which runs are kept, and of which tests the artifacts.
  package var retentionPolicy: RetentionPolicy { settings.retention }

  /// How much evidence is kept.
  package var limits: LimitSettings { settings.limits }

  /// What keeps old runs from piling up.
  ///
  /// - Parameters:
  ///   - root: Where the runs are.
  ///   - header: Describes this process.
  /// - Returns: `nil` while the configuration has a mistake: what its author wants to keep is not known then.
  func retention(in root: ArtifactRoot, header: ProcessHeader) -> Retention? {
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    let diagnostics = Diagnostics.shared
    return Retention(
      root: root, policy: settings.retention, header: { header },
      report: { diagnostics.say("an old run was not removed: \($0)") })
  }
}
