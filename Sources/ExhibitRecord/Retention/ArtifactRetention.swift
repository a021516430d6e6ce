/// Of which tests the artifacts are kept once their run is over.
package enum ArtifactRetention: String, Sendable, Hashable, CaseIterable {
  /// Of all.
  case all
  /// Of those that were not plainly successful.
  case failed
  /// Of none; the record stays.
  case nothing = "none"
}
