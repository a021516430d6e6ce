import Dispatch
import ExhibitSupport

/// Looks, from another thread and now and then, at how long the current test has been running.
final class LongTestWatch: Sendable {
  private struct Timer: @unchecked Sendable {
    // Unchecked: a dispatch source may be used from any thread, which its protocol does not say on every platform.
    var source: (any DispatchSourceTimer)?
  }

  private let timer = Locked(Timer())

  /// Begins to look.
  ///
  /// - Parameters:
  ///   - seconds: How often.
  ///   - look: Is given that time.
  func start(every seconds: Double, _ look: @escaping @Sendable (Double) -> Void) {
    let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "exhibit.watch", qos: .utility))
    source.setEventHandler { look(seconds) }
    source.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(Int(seconds * 100)))
    source.resume()
    let box = Timer(source: source)
    timer.withLock { $0 = box }
  }

  /// Looks no more.
  func stop() {
    timer.withLock { timer in
      timer.source?.cancel()
      timer.source = nil
    }
  }
}
