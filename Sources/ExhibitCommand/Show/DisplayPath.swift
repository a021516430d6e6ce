import ExhibitSupport
import Foundation

/// Paths as they are shown: short where the reader is.
enum DisplayPath {
  /// The path from the working directory if it is below, else as it is.
  static func shown(_ path: String) -> String {
    let directory = FileManager.default.currentDirectoryPath
    let shown = path.hasPrefix(directory + "/") ? String(path.dropFirst(directory.count + 1)) : path
    return shown.printable
  }
}
