import ExhibitCore
import ExhibitRecord

/// Looks at the place where the runs go, by writing there.
struct ArtifactRootCheckup {
  let root: ArtifactRoot
  let limits: LimitSettings

  var findings: [Finding] {
    let directory = existing(root.path)
    guard FileSystem.kind(of: directory, followingLinks: true) == .directory else {
      return [
        Finding(.problem, "artifacts", "\(directory) is not a directory", remedy: Self.remedy)
      ]
    }
    let probe = FileSystemProbe(directory: directory)
    if let failure = probe.failure, failure.isFull { return full(failure, probe) }
    if let failure = probe.failure {
      return [Finding(.problem, "artifacts", "cannot write: \(failure)", remedy: Self.remedy)]
    }
    let place = directory == root.path ? "" : "; it is not there yet and will be made"
    var findings = [Finding(.ok, "artifacts", "\(root.path) can be written\(place)")]
    if let free = probe.freeBytes {
      let text = spaceText(free)
      findings.append(
        free >= limits.run
          ? Finding(.ok, "space", text)
          : Finding(
            .warning, "space", text, remedy: "make room (`exhibit prune --keep 1`), or lower limits.run"))
    }
    findings.append(
      probe.hasLocks
        ? Finding(.ok, "locks", "advisory locks work")
        : Finding(
          .warning, "locks", "the file system has no advisory locks: whether a run is in progress is guessed",
          remedy: "set EXHIBIT_ARTIFACT_DIR to a local directory"))
    findings.append(
      probe.hasSymbolicLinks
        ? Finding(.ok, "links", "symbolic links work")
        : Finding(
          .warning, "links", "the file system has no symbolic links: no `latest`, and each process is a run of its own",
          remedy: "set EXHIBIT_ARTIFACT_DIR to a local directory"))
    findings.append(
      Finding(
        .ok, "case",
        "upper and lower case are \(probe.isCaseSensitive ? "two names" : "one name, which is allowed for")"))
    return findings
  }

  /// What there is to say where nothing can be written for want of room.
  private func full(_ failure: FileSystem.Failure, _ probe: FileSystemProbe) -> [Finding] {
    let remedy = "make room (`exhibit prune --keep 1`), or set EXHIBIT_ARTIFACT_DIR to another file system"
    var findings = [Finding(.problem, "artifacts", "cannot write: \(failure)", remedy: remedy)]
    if let free = probe.freeBytes {
      let cause = free >= 1 << 16 ? "; it is the number of files, or a quota, that has come to its end" : ""
      findings.append(Finding(.warning, "space", spaceText(free) + cause))
    }
    return findings
  }

  private func spaceText(_ free: Int) -> String {
    "\(ByteText.short(free)) are free, and limits.run is \(ByteText.short(limits.run))"
  }

  private static let remedy = "make it writable, or set EXHIBIT_ARTIFACT_DIR to a directory that is"

  /// The nearest directory above that is there: looking must not make any.
  private func existing(_ path: String) -> String {
    var path = path
    while FileSystem.kind(of: path, followingLinks: true) == nil, let parent = path.parentPath { path = parent }
    return path
  }
}
