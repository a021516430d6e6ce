import ExhibitFixtures
import ExhibitSupport

/// Lets tasks wait until a test says so.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var hasWaited = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var watching: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Locked(State())

  func wait() async {
    await withCheckedContinuation { continuation in
      let (isOpen, watching) = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        state.hasWaited = true
        defer { state.watching = [] }
        return (state.isOpen, state.watching)
      }
      for watcher in watching { watcher.resume() }
      if isOpen { continuation.resume() }
    }
  }

  /// Returns when somebody has come to the gate.
  func untilSomebodyWaits() async {
    await withCheckedContinuation { continuation in
      let hasWaited = state.withLock { state in
        if !state.hasWaited { state.watching.append(continuation) }
        return state.hasWaited
      }
      if hasWaited { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for waiter in waiting { waiter.resume() }
  }
}
