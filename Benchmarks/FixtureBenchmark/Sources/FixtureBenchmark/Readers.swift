import Foundation
import Synchronization

/// Threads that do the same at the same time.
struct Readers {
  /// Who reads that slowly does not get through in any time that one would wait.
  private static let timeLimit = Duration.seconds(3)
  private static let portion = 500

  let count: Int

  /// Has each reader read so many times, or as long as the time allows.
  ///
  /// - Parameters:
  ///   - reads: How often each is to read.
  ///   - read: Reads so many times.
  /// - Returns: The time from the start of all to the end of the last, and how often they have read together.
  func measure(reads: Int, _ read: @escaping @Sendable (Int) -> Void) -> (duration: Duration, done: Int) {
    if count == 1 { return (ContinuousClock().measure { read(reads) }, reads) }
    let (ready, go, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let total = Total()
    for _ in 0..<count {
      Thread {
        ready.signal()
        go.wait()
        let start = ContinuousClock.now
        var own = 0
        while own < reads, .now - start < Self.timeLimit {
          read(min(Self.portion, reads - own))
          own += min(Self.portion, reads - own)
        }
        total.reads.add(own, ordering: .relaxed)
        done.signal()
      }.start()
    }
    for _ in 0..<count { ready.wait() }
    let duration = ContinuousClock().measure {
      for _ in 0..<count { go.signal() }
      for _ in 0..<count { done.wait() }
    }
    return (duration, total.reads.load(ordering: .relaxed))
  }

  private final class Total: Sendable {
    let reads = Atomic(0)
  }
}
