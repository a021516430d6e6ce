/// What the processes that applied retention say they have removed.
struct RemovedArtifacts {
  /// When each directory was last removed, in seconds since 1970.
  private var times: [ExactString: Double] = [:]

  /// Takes the files of those processes.
  init(_ files: [EventFile]) {
    for file in files {
      for line in file.lines where line.payload.kind == "exhibitArtifactsRemoved" {
        guard let path = line.payload.exhibit?.artifactPath, let time = line.payload.instant?.since1970 else {
          continue
        }
        times[ExactString(path)] = max(times[ExactString(path)] ?? time, time)
      }
    }
  }

  /// The attempts without the artifacts that are gone.
  ///
  /// A process that joined the run later may have used a directory again: that counts.
  func without(_ attempts: [AttemptResult]) -> [AttemptResult] {
    guard !times.isEmpty else { return attempts }
    return attempts.map { attempt in
      guard let path = attempt.artifactPath, let time = times[ExactString(path)], attempt.startedAt ?? 0 <= time else {
        return attempt
      }
      var attempt = attempt
      attempt.artifactPath = nil
      attempt.artifacts.removeAll { $0.path == path || $0.path.path(below: path) != nil }
      attempt.areArtifactsRemoved = true
      return attempt
    }
  }
}
