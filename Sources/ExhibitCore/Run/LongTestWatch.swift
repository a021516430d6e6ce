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

  // Unchecked: the pointers are only handed on, and used once, by whoever stops it.
  private struct Running: @unchecked Sendable {
    let ticker: OpaquePointer
    let look: Unmanaged<Look>
  }

  private let running = Locked<Running?>(nil)

  /// Begins to look; without a thread to be had nothing is looked at.
  ///
  /// - Parameters:
  ///   - seconds: How often.
  ///   - look: Is given that time.
  func start(every seconds: Double, _ look: @escaping @Sendable (Double) -> Void) {
    let context = Unmanaged.passRetained(Look { look(seconds) })
    let tick: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      if let context { Unmanaged<Look>.fromOpaque(context).takeUnretainedValue().body() }
    }
    guard let ticker = exhibit_ticker_start(Int64(seconds * 1e9), tick, context.toOpaque()) else {
      return context.release()
    }
    let new = Running(ticker: ticker, look: context)
    running.withLock { $0 = new }
  }

  /// Looks no more; a look that is going on is waited for.
  func stop() {
    let old = running.withLock { running in
      defer { running = nil }
      return running
    }
    guard let old else { return }
    exhibit_ticker_stop(old.ticker)
    old.look.release()
  }

  deinit {
    stop()
  }
}
