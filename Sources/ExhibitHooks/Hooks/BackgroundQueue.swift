import Dispatch
import ExhibitSupport

/// Where the hooks of one plugin instance run, one after the other, beside the tests.
final class BackgroundQueue: Sendable {
  /// How many events may wait for the plugin.
  static let limit = 4096

  private struct State {
    var waiting = 0
    /// Whether what still waits is to be left out.
    var isClosed = false
  }

  /// The plugin instance.
  let ident: String

  private let queue: DispatchQueue
  private let state = Locked(State())

  init(ident: String) {
    self.ident = ident
    queue = DispatchQueue(label: "exhibit.background.\(ident)")
  }

  /// Lets something run after what is there.
  ///
  /// - Returns: Why it will not run, if it will not.
  func add(_ name: EventName, _ work: @escaping @Sendable () -> Void) -> HookError? {
    let (isTaken, isClosed) = state.withLock { state in
      guard !state.isClosed, state.waiting < Self.limit else {
        return (false, state.isClosed)
      }
      state.waiting += 1
      return (true, false)
    }
    guard isTaken else {
      let reason = isClosed ? "its time is over" : "\(Self.limit) events wait for it"
      return HookError(code: .backgroundFull, message: "plugin '\(ident)' did not get an event: \(reason)")
    }
    queue.async { [self] in
      if !state.withLock({ $0.isClosed }) { work() }
      state.withLock { $0.waiting -= 1 }
    }
    return nil
  }

  /// Waits until nothing waits any more, or the time is over; then nothing more runs.
  ///
  /// - Returns: How many events were left out.
  func drain(until deadline: DispatchTime) -> Int {
    while state.withLock({ $0.waiting > 0 }) {
      let isEmpty = DispatchSemaphore(value: 0)
      queue.async { isEmpty.signal() }
      guard isEmpty.wait(timeout: deadline) == .success else {
        return state.withLock { state in
          state.isClosed = true
          return state.waiting
        }
      }
    }
    return 0
  }
}
