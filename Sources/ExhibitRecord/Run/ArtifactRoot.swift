import CExhibitRecord
import Foundation

/// The directory that holds all runs, `Artifacts` by default.
package struct ArtifactRoot: Sendable, Hashable {
  /// The absolute path.
  package let path: String

  /// Refers to a root, which need not exist.
  package init(path: String) {
    self.path = path
  }

  /// Where the runs are.
  package var runs: String { path + "/runs" }

  /// The link to the newest run.
  package var latest: String { path + "/latest" }

  /// The runs that are there, oldest first.
  package func allRuns() -> [RunDirectory] {
    FileSystem.names(in: runs).sorted().compactMap { name in
      guard let id = RunID(name), FileSystem.kind(of: runs + "/" + name + "/events") == .directory else { return nil }
      return RunDirectory(id: id, path: runs + "/" + name)
    }
  }

  /// Joins the run that this process belongs to, or begins one.
  ///
  /// - Parameters:
  ///   - requested: The run that `EXHIBIT_RUN` names.
  ///   - ancestor: The identity of the `swift test` above this process. The first of its processes begins a run and
  ///     maps the identity to it by a symbolic link, which either is made whole or was there; the others read it.
  /// - Returns: The run, and whether this process began it.
  /// - Throws: The failure of the file system that keeps the run from being recorded.
  package func join(requested: RunID?, ancestor: String?) throws(FileSystem.Failure) -> (RunDirectory, isNew: Bool) {
    try makeRoot()
    if let requested {
      let run = RunDirectory(id: requested, path: runs + "/" + requested.rawValue)
      let isNew = try FileSystem.makeDirectory(run.path)
      try prepare(run, isNew: isNew)
      return (run, isNew)
    }
    guard let ancestor else { return (try begin(), true) }
    let link = path + "/.joined/" + ancestor
    if let run = joined(link) { return (run, false) }
    let run = try begin(announce: false)
    _ = try FileSystem.makeDirectory(path + "/.joined")
    for _ in 0..<100 {
      if symlink(run.id.rawValue, link) == 0 {
        try announce(run)
        dropStaleLinks()
        return (run, true)
      }
      guard errno == EEXIST else { throw FileSystem.Failure(path: link) }
      if let other = joined(link) {
        // Another process of the same `swift test` was faster.
        rmdir(run.events)
        rmdir(run.path)
        return (other, false)
      }
      // The run that it points at was removed.
      unlink(link)
    }
    throw FileSystem.Failure(path: link, code: EEXIST)
  }

  private func joined(_ link: String) -> RunDirectory? {
    guard let target = FileSystem.target(ofLink: link), let id = RunID(target) else { return nil }
    let run = RunDirectory(id: id, path: runs + "/" + target)
    return FileSystem.kind(of: run.events) == .directory ? run : nil
  }

  private func makeRoot() throws(FileSystem.Failure) {
    if FileSystem.kind(of: path, followingLinks: true) == nil {
      try FileSystem.makeDirectories(path)
      // Two processes may do this at once; that the file is there already is fine.
      try? "*\n".withContiguousUTF8 { (bytes) throws(FileSystem.Failure) in
        try FileSystem.write(bytes, toNewFile: path + "/.gitignore")
      }
    }
    try FileSystem.makeDirectories(runs)
  }

  private func begin(announce: Bool = true) throws(FileSystem.Failure) -> RunDirectory {
    while true {
      let id = RunID(now: exhibit_wall_nanoseconds(), random: .random(in: .min ... .max))
      let run = RunDirectory(id: id, path: runs + "/" + id.rawValue)
      guard try FileSystem.makeDirectory(run.path) else { continue }
      _ = try FileSystem.makeDirectory(run.events)
      if announce { try self.announce(run) }
      return run
    }
  }

  private func prepare(_ run: RunDirectory, isNew: Bool) throws(FileSystem.Failure) {
    _ = try FileSystem.makeDirectory(run.events)
    if isNew { try announce(run) }
  }

  /// Points `latest` at a run, by a rename, so that it always points at one.
  private func announce(_ run: RunDirectory) throws(FileSystem.Failure) {
    // A file or directory of the user's stays; the run itself is not harmed by that.
    guard [nil, .link].contains(FileSystem.kind(of: latest)) else { return }
    let temporary = path + "/.latest-" + run.id.rawValue
    unlink(temporary)
    guard symlink("runs/" + run.id.rawValue, temporary) == 0 else { throw FileSystem.Failure(path: temporary) }
    if rename(temporary, latest) != 0 { unlink(temporary) }
  }

  /// Removes links of `swift test` processes whose runs are gone.
  private func dropStaleLinks() {
    let directory = path + "/.joined"
    for name in FileSystem.names(in: directory) where joined(directory + "/" + name) == nil {
      unlink(directory + "/" + name)
    }
  }
}
