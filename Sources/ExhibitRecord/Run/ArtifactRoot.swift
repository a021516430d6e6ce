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

  /// Why it cannot be seen which runs there are; `nil` also if there is nothing yet.
  package var unreadable: FileSystem.Failure? {
    guard let directory = opendir(runs) else { return errno == ENOENT ? nil : FileSystem.Failure(path: runs) }
    closedir(directory)
    // Without that its names alone can be read.
    return access(runs, X_OK) == 0 ? nil : FileSystem.Failure(path: runs)
  }

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
      let isNew = try makeOwnDirectory(run.path)
      _ = try makeOwnDirectory(run.events)
      if isNew { try announce(run) }
      return (run, isNew)
    }
    guard let ancestor else { return (try begin(), true) }
    let link = joins + "/" + ancestor
    if let run = joined(link) { return (run, false) }
    _ = try makeOwnDirectory(joins)
    // One process at a time: another might take the link that was just made for the stale one that it had seen.
    let lock = exhibit_lock_directory(joins)
    defer { if lock >= 0 { close(lock) } }
    if let run = joined(link) { return (run, false) }
    dropStaleLinks()
    let run = try begin(announce: false)
    guard symlink(run.id.rawValue, link) == 0 else {
      let failure = FileSystem.Failure(path: link)
      rmdir(run.events)
      rmdir(run.path)
      // Where the file system has no locks, another process of the same `swift test` may have been faster.
      if let other = joined(link) { return (other, false) }
      throw failure
    }
    try announce(run)
    return (run, true)
  }

  /// Makes again what was around a run when somebody removed the root under its processes.
  ///
  /// What cannot be made is not needed by the run itself.
  package func restore(_ run: RunDirectory, ancestor: String?) {
    try? makeRoot()
    if let ancestor, (try? makeOwnDirectory(joins)) != nil { symlink(run.id.rawValue, joins + "/" + ancestor) }
    guard FileSystem.kind(of: latest) == nil else { return }
    try? announce(run)
    try? ignoreInGit()
  }

  /// Where the links are that map what processes have in common to their run.
  var joins: String { path + "/.joined" }

  private func joined(_ link: String) -> RunDirectory? {
    guard let target = FileSystem.target(ofLink: link), let id = RunID(target) else { return nil }
    let run = RunDirectory(id: id, path: runs + "/" + target)
    return FileSystem.kind(of: run.events) == .directory ? run : nil
  }

  private func makeRoot() throws(FileSystem.Failure) {
    if FileSystem.kind(of: path, followingLinks: true) == nil {
      try FileSystem.makeDirectories(path)
      // Two processes may do this at once; that the file is there already is fine.
      try? ignoreInGit()
    }
    try FileSystem.makeDirectories(runs)
  }

  private func ignoreInGit() throws(FileSystem.Failure) {
    try "*\n".withContiguousUTF8 { (bytes) throws(FileSystem.Failure) in
      try FileSystem.write(bytes, toNewFile: path + "/.gitignore")
    }
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

  /// Makes a directory, or sees that there is one and not a link to one somewhere else.
  private func makeOwnDirectory(_ path: String) throws(FileSystem.Failure) -> Bool {
    if try FileSystem.makeDirectory(path) { return true }
    guard let kind = FileSystem.kind(of: path) else { throw FileSystem.Failure(path: path, code: ENOENT) }
    guard kind == .directory else { throw FileSystem.Failure(path: path, code: ENOTDIR) }
    return false
  }

  /// Points `latest` at a run, by a rename, so that it always points at one; whatever else has that name stays.
  private func announce(_ run: RunDirectory) throws(FileSystem.Failure) {
    let target = "runs/" + run.id.rawValue
    if FileSystem.kind(of: latest) != nil {
      guard FileSystem.target(ofLink: latest)?.hasPrefix("runs/") == true else { return }
    } else if symlink(target, latest) == 0 {
      return
    }
    let temporary = path + "/.latest-" + run.id.rawValue
    unlink(temporary)
    guard symlink(target, temporary) == 0 else { throw FileSystem.Failure(path: temporary) }
    if rename(temporary, latest) != 0 { unlink(temporary) }
  }

  /// Removes the links that lead to no run any more.
  package func dropLinksOfRemovedRuns() {
    let lock = exhibit_lock_directory(joins)
    guard lock >= 0 else { return }
    defer { close(lock) }
    dropStaleLinks()
  }

  /// Removes links of `swift test` processes whose runs are gone.
  private func dropStaleLinks() {
    for name in FileSystem.names(in: joins) where joined(joins + "/" + name) == nil { unlink(joins + "/" + name) }
  }
}
