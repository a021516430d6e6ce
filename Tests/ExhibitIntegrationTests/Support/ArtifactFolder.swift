import ExhibitRecord
import Foundation

/// An artifact directory that one test has for itself.
final class ArtifactFolder: Sendable {
  /// The artifact directory, which is not there before something is recorded.
  let root: ArtifactRoot

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    root = ArtifactRoot(path: folder.path + "/Artifacts")
  }

  /// Refers to an artifact directory inside a folder of a test's own.
  init(in folder: TemporaryFolder, named name: String) {
    self.folder = folder
    root = ArtifactRoot(path: folder.path + "/" + name)
  }

  /// Whether nothing at all was made.
  var isUntouched: Bool { folder.contents.isEmpty }

  /// Variables that lead here; one that a test gives itself wins.
  func variables(with others: [String: String]) -> [String: String] {
    ["EXHIBIT_ARTIFACT_DIR": root.path].merging(others) { $1 }.filter { !$0.value.isEmpty }
  }
}
