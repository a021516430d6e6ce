import ExhibitCore
import ExhibitRecord
import Foundation

/// Where the runs of a package are, as its configuration and the environment say.
enum PackageArtifacts {
  /// Finds the artifact root.
  ///
  /// - Throws: ``UsageError`` if the configuration is broken: then it is not known where the runs are.
  static func root(ofPackageAt path: String) throws(UsageError) -> ArtifactRoot {
    let directory = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL.path
    guard FileSystem.kind(of: directory, followingLinks: true) == .directory else {
      throw UsageError("there is no directory \(path)")
    }
    let launch = LaunchState(workingDirectory: directory, requestedRun: nil)
    let configuration = LoadedConfiguration.load(launch: launch)
    if let diagnostic = configuration.unreadable { throw UsageError("\(diagnostic)") }
    return ArtifactRoot(path: configuration.artifactRoot)
  }
}
