import ExhibitRecord
import Foundation

/// Runs that may be there and cannot be seen.
struct UnreadableRuns: CustomStringConvertible {
  /// What is wrong, and where.
  let message: String

  /// What to do about it.
  let remedy: String

  /// Looks at a root; `nil` if all is well.
  init?(_ root: ArtifactRoot) {
    guard let failure = root.unreadable else { return nil }
    message = "the runs cannot be read: \(failure)"
    remedy =
      failure.code == EACCES || failure.code == EPERM
      ? "do this as their owner, or have the owner make the directory readable"
      : "see what is in the place of this directory, or name another with EXHIBIT_ARTIFACT_DIR"
  }

  var description: String { "\(message); \(remedy)" }
}
