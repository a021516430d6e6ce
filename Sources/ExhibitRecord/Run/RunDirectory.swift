import Foundation

/// The directory of one run, `Artifacts/runs/<run id>`.
package struct RunDirectory: Sendable, Hashable {
  /// The run's id.
  package let id: RunID

  /// The absolute path.
  package let path: String

  /// Refers to a run that is there.
  package init(id: RunID, path: String) {
    self.id = id
    self.path = path
  }

  /// One append-only file per process.
  package var events: String { path + "/events" }

  /// What processes print outside of tests.
  package var processes: String { path + "/processes" }

  /// The artifact paths of the tests.
  package var tests: String { path + "/tests" }

  /// The artifact paths of the tests of all runs, where the configuration asks for that.
  package var sharedTests: String {
    let root = path.parentPath?.parentPath ?? path
    return root == "/" ? "/tests" : root + "/tests"
  }

  /// The crash reports of the Swift runtime.
  package var crashes: String { path + "/crashes" }

  /// What was rendered from the record.
  package var reports: String { path + "/reports" }

  /// The absolute form of a path from the record, which may have been written anywhere by anybody.
  ///
  /// - Returns: `nil` if the path is plainly below neither the run directory nor that of the tests of all runs.
  package func contained(_ recorded: String) -> String? {
    guard !recorded.utf8.contains(0) else { return nil }
    var relative = recorded
    var current = path
    if recorded.utf8.first == UInt8(ascii: "/") {
      guard let below = recorded.path(below: sharedTests) else { return nil }
      (relative, current) = (below, sharedTests)
      if FileSystem.kind(of: current) == .link { return nil }
    }
    for part in relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let name = String(decoding: part, as: UTF8.self)
      if name.isEmpty || name == "." || name == ".." { return nil }
      current += "/" + name
      if FileSystem.kind(of: current) == .link { return nil }
    }
    return current
  }

  /// A path below the run directory, relative to it; others stay as they are.
  package func relative(_ absolute: String) -> String {
    absolute.path(below: path) ?? absolute
  }
}
