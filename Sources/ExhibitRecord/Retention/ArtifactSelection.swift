/// Which artifact directories of a run a policy gives up.
package enum ArtifactSelection {
  /// The attempts whose directories go, each directory once.
  ///
  /// Of a flaky test all attempts stay, to be compared. A directory that an attempt uses which stays, or that has one of
  /// its directories in it, stays too: a callback may have given two attempts the same.
  ///
  /// - Parameters:
  ///   - attempts: The attempts of the run.
  ///   - policy: What is kept.
  ///   - isShared: Tells of a path outside of the run whether it is that of a directory of its own.
  /// - Returns: Of each directory that goes one attempt.
  package static func removable(
    _ attempts: [AttemptResult], by policy: ArtifactRetention, isShared: (String) -> Bool = { _ in false }
  ) -> [AttemptResult] {
    let going = attempts.filter { $0.artifactPath != nil && goes($0, by: policy) }
    guard !going.isEmpty else { return [] }
    let staying = attempts.filter { !goes($0, by: policy) }.compactMap(\.artifactPath)
    // Every directory that is used or has a used one in it, and every one that is used.
    var around: Set<ExactString> = []
    let used = Set(staying.map(ExactString.init))
    for path in staying { forEachAncestor(of: path) { around.insert(ExactString($0)) } }
    var taken: Set<ExactString> = []
    return going.filter { attempt in
      guard let path = attempt.artifactPath, isBelowTests(path) || isShared(path), !around.contains(ExactString(path))
      else {
        return false
      }
      var isInside = false
      forEachAncestor(of: path) { if used.contains(ExactString($0)) { isInside = true } }
      return !isInside && taken.insert(ExactString(path)).inserted
    }
  }

  private static func goes(_ attempt: AttemptResult, by policy: ArtifactRetention) -> Bool {
    switch policy {
    case .all: false
    case .failed: !attempt.outcome.isBad && !attempt.isFlaky && attempt.outcome != .running
    case .nothing: attempt.outcome != .running
    }
  }

  /// Whether a path is that of a directory below `tests`, and not of that itself or of anything else of the run.
  private static func isBelowTests(_ path: String) -> Bool {
    path.utf8.starts(with: "tests/".utf8) && path.utf8.count > "tests/".utf8.count
  }

  /// The path itself and every directory that it is in.
  private static func forEachAncestor(of path: String, _ body: (String) -> Void) {
    var current: String? = path
    while let path = current, !path.isEmpty {
      body(path)
      current = path.parentPath
    }
  }
}
