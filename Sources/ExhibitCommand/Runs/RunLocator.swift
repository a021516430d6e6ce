import ExhibitRecord
import ExhibitSupport
import Foundation

/// Finds the run that a user means: by its directory, its id, `latest` or `latest~1`.
struct RunLocator {
  /// Where the runs are.
  let root: ArtifactRoot

  /// Finds a run.
  ///
  /// - Throws: ``RecordError`` that says what was looked for, and where.
  func run(_ text: String) throws(RecordError) -> RunDirectory {
    if let back = Self.stepsBack(text) { return try latest(back) }
    if let run = directory(text) { return run }
    if let id = RunID(text), let run = directory(root.runs + "/" + id.rawValue) { return run }
    throw RecordError(
      """
      there is no run \(text.quoted): it is neither a run directory nor the id of a run in \(root.runs)\
      \(known)
      """)
  }

  /// The run, or `nil` if the text does not look like one.
  func runIfAny(_ text: String) throws(RecordError) -> RunDirectory? {
    if Self.stepsBack(text) == nil, directory(text) == nil,
      RunID(text).flatMap({ directory(root.runs + "/" + $0.rawValue) }) == nil
    {
      return nil
    }
    return try run(text)
  }

  /// How far `latest~N` goes back; 0 for `latest` itself.
  private static func stepsBack(_ text: String) -> Int? {
    if text == "latest" { return 0 }
    guard text.hasPrefix("latest~") else { return nil }
    return Int(text.dropFirst("latest~".count)).flatMap { $0 >= 0 ? $0 : nil }
  }

  private func latest(_ back: Int) throws(RecordError) -> RunDirectory {
    let runs = runsByAge
    guard !runs.isEmpty else {
      if let unreadable = UnreadableRuns(root) { throw RecordError("\(unreadable)") }
      throw RecordError(
        """
        there is no run in \(root.runs): run `swift test` in a package whose tests link the product Exhibit, or name a \
        run directory
        """)
    }
    guard back < runs.count else {
      throw RecordError("there is no run latest~\(back): \(root.runs) holds \(runs.count)\(known)")
    }
    return runs[back]
  }

  /// The runs that are Exhibit's, newest first.
  private var runsByAge: [RunDirectory] {
    var runs = RunInspector(root: root).storedRuns().map(\.run)
    // Of those that began in the same second the link says which was the last.
    if let target = FileSystem.target(ofLink: root.latest),
      let index = runs.firstIndex(where: { $0.id.rawValue == (target as NSString).lastPathComponent })
    {
      runs.insert(runs.remove(at: index), at: 0)
    }
    return runs
  }

  private func directory(_ path: String) -> RunDirectory? {
    guard !path.isEmpty, FileSystem.kind(of: path + "/events", followingLinks: true) == .directory,
      let resolved = realpath(path, nil)
    else { return nil }
    defer { free(resolved) }
    let path = String(cString: resolved)
    // A run may have been renamed or unpacked into any directory.
    let id = RunID((path as NSString).lastPathComponent) ?? RunID("run")
    return id.map { RunDirectory(id: $0, path: path) }
  }

  private var known: String {
    let ids = runsByAge.prefix(3).map(\.id.rawValue)
    return ids.isEmpty ? "" : "; the newest are \(ids.joined(separator: ", "))"
  }
}
