import ExhibitRecord

/// Looks at the runs that are there.
struct RunsCheckup {
  let root: ArtifactRoot
  let policy: RetentionPolicy

  var findings: [Finding] {
    // Of what is no directory the look at the root tells.
    if let unreadable = UnreadableRuns(root), FileSystem.kind(of: root.path, followingLinks: true) == .directory {
      return [Finding(.problem, "runs", unreadable.message, remedy: unreadable.remedy)]
    }
    let inspector = RunInspector(root: root)
    let runs = inspector.storedRuns()
    guard !runs.isEmpty else { return [Finding(.ok, "runs", "there are none yet")] }
    var running = 0
    var findings: [Finding] = []
    for stored in runs {
      if case .inProgress = inspector.condition(of: stored.run) { running += 1 }
      do throws(RecordError) {
        let damaged = try RunSummary.read(stored.run).processes.reduce(0) { $0 + $1.damagedLines }
        if damaged > 0 {
          findings.append(
            Finding(
              .warning, "record", "\(stored.run.id): \(damaged) \(damaged == 1 ? "line" : "lines") cannot be read",
              remedy: "the other lines are read; was the disk full?"))
        }
      } catch {
        findings.append(Finding(.warning, "record", "\(stored.run.id): \(error)"))
      }
    }
    let bytes = runs.reduce(0) { $0 + FileTree.size(of: $1.run.path) }
    let count = runs.count == 1 ? "1 run" : "\(runs.count) runs"
    let progress = running > 0 ? ", \(running) in progress" : ""
    findings.insert(Finding(.ok, "runs", "\(count), \(ByteText.short(bytes))\(progress)"), at: 0)
    let surplus = policy.decisions(on: runs) { inspector.condition(of: $0.run) }.filter { $0.verdict == .removed }
    if !surplus.isEmpty {
      findings.append(Finding(.ok, "runs", "the next run, or `exhibit prune`, removes \(surplus.count)"))
    }
    if let target = FileSystem.target(ofLink: root.latest), FileSystem.kind(of: root.path + "/" + target) == nil {
      findings.append(
        Finding(.warning, "runs", "latest points at \(target), which is gone", remedy: "the next run mends it"))
    }
    return findings
  }
}
