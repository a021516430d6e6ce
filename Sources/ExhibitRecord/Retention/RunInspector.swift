import CExhibitRecord
import Foundation

/// Finds out which runs there are, and whether anybody still writes them.
package struct RunInspector: Sendable {
  /// Where the runs are.
  package let root: ArtifactRoot

  /// How long a process of another machine is believed to live after its last line, where there are no locks.
  private static let foreignProcessSeconds = 86_400.0

  /// How long a `swift test` that cannot be seen from here is believed to live after the last line of its run: between
  /// two of its processes nobody holds a lock.
  private static let unseenSeconds = 600.0

  /// Of how many processes of a run the start is looked at: one that somebody named begins with any of them.
  private static let startFiles = 16

  private let now: Double

  /// Which `swift test` a run belongs to, by the run's id.
  private let ancestors: [String: [String]]

  /// Takes a look at what is there; who is alive is asked only of runs that might go.
  package init(root: ArtifactRoot) {
    self.root = root
    now = Double(exhibit_wall_nanoseconds()) / 1e9
    var ancestors: [String: [String]] = [:]
    for name in FileSystem.names(in: root.joins) {
      guard let target = FileSystem.target(ofLink: root.joins + "/" + name) else { continue }
      ancestors[target, default: []].append(name)
    }
    self.ancestors = ancestors
  }

  /// The runs that are there and Exhibit's, newest first; what only looks like a run takes no run's place.
  ///
  /// - Parameter count: Behind so many runs, what only looks like one is not sorted out, because it need not be.
  /// - Returns: The runs.
  package func storedRuns(sure count: Int = .max) -> [StoredRun] {
    let latest = FileSystem.target(ofLink: root.latest).map(\.lastPathName)
    var runs = root.allRuns().reversed().map { run in
      StoredRun(run: run, startedAt: startedAt(run), isLatest: run.id.rawValue == latest)
    }
    // Ids of the usual form are in order already, and sorting a thousand runs would take longer than some tests.
    if zip(runs, runs.dropFirst()).contains(where: { $0.startedAt < $1.startedAt }) { runs.sort(by: >) }
    var sure = 0
    return runs.filter { stored in
      if sure >= count { return true }
      guard isOurs(stored.run) else { return false }
      sure += 1
      return true
    }
  }

  private func isOurs(_ run: RunDirectory) -> Bool {
    FileSystem.kind(of: run.path) == .directory
      && eventFiles(of: run).contains {
        exhibit_events_state(run.events + "/" + $0, nil) != Int32(EXHIBIT_EVENTS_FOREIGN)
      }
  }

  /// Whether a run is over, and Exhibit's.
  package func condition(of run: RunDirectory) -> RunCondition {
    guard FileSystem.kind(of: run.path) == .directory else { return .unrecognised("it is not a directory") }
    guard FileSystem.kind(of: run.events) == .directory else { return .unrecognised("it has no directory events") }
    let names = eventFiles(of: run)
    var isOurs = false
    for name in names {
      let path = run.events + "/" + name
      switch exhibit_events_state(path, nil) {
      case Int32(EXHIBIT_EVENTS_OVER):
        isOurs = true
        if hasLostItsLock(path, name: name) { return .inProgress("a process writes \(name)") }
      case Int32(EXHIBIT_EVENTS_LOCKED): return .inProgress("a process writes \(name)")
      case Int32(EXHIBIT_EVENTS_WITHOUT_LOCK):
        isOurs = true
        if let reason = liveWriter(of: path, name: name) { return .inProgress(reason) }
      default: break
      }
    }
    guard isOurs else { return .unrecognised("no file in events begins with a line of Exhibit's") }
    for identity in ancestors[run.id.rawValue] ?? [] {
      let isAlive = ProcessAncestry.isAlive(identity)
      if isAlive == true { return .inProgress("its `swift test` is running") }
      if isAlive == nil, age(of: names.map { run.events + "/" + $0 }) < Self.unseenSeconds {
        return .inProgress("its `swift test` cannot be seen from here, and was writing a moment ago")
      }
    }
    return .finished
  }

  /// Why a process that has no lock is believed to be alive, if it is.
  private func liveWriter(of path: String, name: String) -> String? {
    let header = EventHead.read(path)?.exhibit
    if header?.machine == MachineIdentity.current, let boot = header?.bootID, !boot.isEmpty, let pid = header?.pid {
      guard boot == BootIdentity.current, let pid = pid_t(exactly: pid), pid > 0, kill(pid, 0) == 0 || errno == EPERM
      else {
        return nil
      }
      return "process \(pid) lives, which writes \(name)"
    }
    guard age(of: [path]) < Self.foreignProcessSeconds else { return nil }
    return "\(name) is of another machine and not a day old"
  }

  /// Whether the process of a file that is not locked lives on, because a test closed the descriptor.
  private func hasLostItsLock(_ path: String, name: String) -> Bool {
    let parts = name.split(separator: "-")
    // Reading a file takes long, and the number alone rules out nearly all.
    guard parts.count > 2, let pid = pid_t(parts[parts.count - 2]), pid > 0, kill(pid, 0) == 0 || errno == EPERM
    else { return false }
    return (try? EventFile.read(path))?.isLocked == true
  }

  /// The seconds since one of the files was last changed.
  private func age(of paths: [String]) -> Double {
    now - (paths.compactMap { FileSystem.modificationTime(of: $0) }.max() ?? 0)
  }

  private func startedAt(_ run: RunDirectory) -> Double {
    if let time = run.id.startedAt { return time }
    let starts = eventFiles(of: run).prefix(Self.startFiles).compactMap { name -> Int64? in
      var seconds: Int64 = -1
      _ = exhibit_events_state(run.events + "/" + name, &seconds)
      return seconds >= 0 ? seconds : nil
    }
    return starts.min().map(Double.init) ?? FileSystem.modificationTime(of: run.path) ?? 0
  }

  private func eventFiles(of run: RunDirectory) -> [String] {
    FileSystem.names(in: run.events).filter { $0.hasSuffix(".jsonl") }.sorted()
  }
}
