import ExhibitCore
import ExhibitRecord
import Foundation

/// Where the runs of a package are, as its configuration and the environment say.
enum PackageArtifacts {
  /// Finds the artifact root.
  ///
  /// - Throws: ``UsageError`` if the configuration is broken: then it is not known where the runs are.
  static func root(ofPackageAt path: String) throws(UsageError) -> ArtifactRoot {
    let configuration = try configuration(ofPackageAt: path)
    if let diagnostic = configuration.unreadable { throw UsageError("\(diagnostic)") }
    return ArtifactRoot(path: configuration.artifactRoot)
  }

  /// Reads the configuration, with all that is wrong in it.
  ///
  /// - Throws: ``UsageError`` if there is no such directory.
  static func configuration(ofPackageAt path: String) throws(UsageError) -> LoadedConfiguration {
    let launch = try launchState(ofPackageAt: path)
    return LoadedConfiguration.load(launch: launch)
  }

  /// What is true of a process that would run the package's tests.
  ///
  /// - Throws: ``UsageError`` if there is no such directory.
  static func launchState(ofPackageAt path: String) throws(UsageError) -> LaunchState {
    let directory = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL.path
    guard FileSystem.kind(of: directory, followingLinks: true) == .directory else {
      throw UsageError("there is no directory \(path)")
    }
    return LaunchState(workingDirectory: directory, requestedRun: nil)
  }
}
