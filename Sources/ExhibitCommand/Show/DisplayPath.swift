import ExhibitRecord
import ExhibitSupport
import Foundation

/// Paths as they are shown: short where the reader is.
enum DisplayPath {
  /// A path of the record, which is relative to the run directory unless a callback chose another place.
  static func shown(_ path: String, in run: RunDirectory) -> String {
    shown(path.hasPrefix("/") ? path : run.path + "/" + path)
  }

  /// The path from the working directory if it is below, else as it is.
  static func shown(_ path: String) -> String {
    let directory = FileManager.default.currentDirectoryPath
    let shown = path.hasPrefix(directory + "/") ? String(path.dropFirst(directory.count + 1)) : path
    return shown.printable
  }
}
