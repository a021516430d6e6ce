import CExhibitFixtures
import ExhibitSupport

/// A file on whose content a detail depends.
final class FileWatch: Sendable {
  private let path: String
  private let mark: Locked<exhibit_file_mark>

  init(path: String) {
    self.path = path
    mark = Locked(exhibit_file_look(path))
  }

  /// The content as one word, for other processes.
  var token: String {
    mark.withLock { "\($0.exists)-\($0.content.first)-\($0.content.second)" }
  }

  /// Looks at the file.
  ///
  /// - Parameter changed: Called if its content has changed since the last look, before anybody else may look: who finds
  ///   it as it was shall also find what follows from that done.
  func look(_ changed: () -> Void) {
    mark.withLock { mark in
      if exhibit_file_is_same(path, &mark) { return }
      mark = exhibit_file_look(path)
      changed()
    }
  }
}
