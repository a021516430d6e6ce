import Dispatch
import ExhibitSupport

/// Ends what would otherwise hang for good, after a time in which everything that works is over, and tells of it.
final class Watchdog: Sendable {
  private let state = Locked((isOver: false, hasBarked: false))

  /// Starts to watch.
  init(_ bark: @escaping @Sendable () -> Void) {
    DispatchQueue.global().asyncAfter(deadline: .now() + 20) { [state] in
      let isOver = state.withLock { state in
        state.hasBarked = !state.isOver
        return state.isOver
      }
      if !isOver { bark() }
    }
  }

  /// What was watched is over.
  ///
  /// - Returns: Whether it was so without help.
  func end() -> Bool {
    state.withLock { state in
      state.isOver = true
      return !state.hasBarked
    }
  }
}
