import CExhibitFixtures
import ExhibitSupport

/// The place where the processes of a run meet.
final class SharedDirectory: Sendable {
  let generations: SharedGenerations?
  /// Where values are, or `nil` if it cannot be made: then every process fetches for itself.
  let values: String?
  /// Whether it was not there before.
  let isNew: Bool
  /// Says to the others that this process may still want values; `-1` if it could not be had.
  private let membership: Locked<Int32>

  /// Makes it, or enters it.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - say: Is told what cannot be done, and what that means.
  init(path: String, say: (String) -> Void) {
    let made = exhibit_private_directory(path)
    isNew = made == 1
    let reason = made < 0 ? SystemError.last : nil
    generations = SharedGenerations(path: path + "/generations") { failure in
      say(
        """
        \(path)/generations cannot be used (\(reason ?? failure)): what becomes stale in one process of this run is not \
        seen by the others
        """)
    }
    values = exhibit_private_directory(path + "/values") < 0 ? nil : path + "/values"
    membership = Locked(exhibit_lock_file(path + "/members", false, true))
  }

  deinit {
    let descriptor = membership.withLock { $0 }
    if descriptor >= 0 { exhibit_unlock_file(descriptor) }
  }

  /// Removes the values, unless another process may want them.
  func removeValues() {
    membership.withLock { descriptor in
      guard let values, descriptor >= 0, exhibit_lock_alone(descriptor) else { return }
      exhibit_remove_values(values)
      exhibit_unlock_file(descriptor)
      descriptor = -1
    }
  }

  /// Removes the values that a run has left whose processes are all over.
  static func removeValues(of path: String) {
    let descriptor = exhibit_lock_file(path + "/members", true, false)
    guard descriptor >= 0 else { return }
    exhibit_remove_values(path + "/values")
    exhibit_unlock_file(descriptor)
  }
}
