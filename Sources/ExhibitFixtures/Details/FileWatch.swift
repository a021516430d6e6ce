import CExhibitFixtures
import ExhibitSupport

/// A file on whose content a detail depends.
final class FileWatch: Sendable {
  private struct State {
    var mark: exhibit_file_mark
    /// How often somebody has written to it, as far as looks have shown.
    var version = 0
  }

  private let path: String
  private let state: Locked<State>

  init(path: String) {
    self.path = path
    state = Locked(State(mark: exhibit_file_look(path)))
  }

  /// The content as one word, for other processes.
  var token: String {
    state.withLock { "\($0.mark.exists)-\($0.mark.content.first)-\($0.mark.content.second)" }
  }

  /// Another number after every look that has shown that somebody has written to the file, also if the content is the same
  /// again: in between it may have been another.
  var version: Int { state.withLock { $0.version } }

  /// Looks at the file.
  ///
  /// - Parameter changed: Called if its content has changed since the last look, before anybody else may look: who finds
  ///   it as it was shall also find what follows from that done.
  func look(_ changed: () -> Void) {
    state.withLock { state in
      switch exhibit_file_look_again(path, &state.mark) {
      case exhibit_file_untouched: break
      case exhibit_file_touched: state.version += 1
      default:
        state.version += 1
        changed()
      }
    }
  }
}
