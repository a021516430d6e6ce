import CExhibitRecord
package import ExhibitRecord
import Foundation

/// What was true when the process was loaded, before any test could change it.
package struct LaunchState: Sendable {
  /// The working directory, which under `swift test` is the package's root.
  package var workingDirectory: String

  /// The run that `EXHIBIT_RUN` named.
  package var requestedRun: String?

  /// The variables that say where things are.
  package var environment: EnvironmentVariables

  /// Whether the process runs tests that were asked for by their names, as each of a parallel run does.
  package var isFiltered: Bool

  /// Takes what the loader remembered.
  package init(
    workingDirectory: String, requestedRun: String?, isFiltered: Bool = false,
    environment: EnvironmentVariables = .process
  ) {
    self.isFiltered = isFiltered
    self.workingDirectory = workingDirectory
    self.requestedRun = requestedRun
    self.environment = environment
  }

  /// An absolute path, taken from the working directory if it is relative.
  package func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : workingDirectory + "/" + path
    // Foundation's way costs half a millisecond at its first use, and does nothing to most paths.
    return exhibit_is_plain_path(full) ? full : (full as NSString).standardizingPath
  }
}
