import CExhibitRecord
import ExhibitSupport

/// Looks, from another thread and now and then, at how long the current test has been running.
///
/// A thread that waits, and no dispatch timer: libdispatch ends the process when it cannot have the descriptors that its
/// first timer needs.
final class LongTestWatch: Sendable {
  /// What the thread is given.
  private final class Look: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  private struct Running: Sendable {
    let ticker: exhibit_ticker
    /// Kept until the thread has ended, which knows its address.
    let look: Look
  }

  private struct State {
    var running: Running?
  }

  private let state = Locked(State())

  /// Begins to look; without a thread to be had nothing is looked at.
  ///
  /// - Parameters:
  ///   - seconds: How often.
  ///   - look: Is given that time.
  func start(every seconds: Double, _ look: @escaping @Sendable (Double) -> Void) {
    let look = Look { look(seconds) }
    let tick: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      if let context { Unmanaged<Look>.fromOpaque(context).takeUnretainedValue().body() }
    }
    let ticker = exhibit_ticker_start(Int64(seconds * 1e9), tick, Unmanaged.passUnretained(look).toOpaque())
    guard ticker.state != nil else { return }
    let new = Running(ticker: ticker, look: look)
    replace(with: new)
  }

  /// Looks no more; a look that is going on is waited for.
  func stop() {
    replace(with: nil)
  }

  private func replace(with new: Running?) {
    let old = state.withLock { state in
      defer { state.running = new }
      return state
    }
    guard let old = old.running else { return }
    withExtendedLifetime(old.look) { exhibit_ticker_stop(old.ticker) }
  }

  deinit {
    stop()
  }
}
