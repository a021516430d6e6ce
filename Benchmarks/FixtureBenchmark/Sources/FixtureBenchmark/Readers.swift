import Foundation

/// Threads that do the same at the same time.
struct Readers {
  let count: Int

  /// Returns the time from the start of all to the end of the last.
  func measure(_ body: @escaping @Sendable () -> Void) -> Duration {
    if count == 1 { return ContinuousClock().measure(body) }
    let (ready, go, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    for _ in 0..<count {
      Thread {
        ready.signal()
        go.wait()
        body()
        done.signal()
      }.start()
    }
    for _ in 0..<count { ready.wait() }
    return ContinuousClock().measure {
      for _ in 0..<count { go.signal() }
      for _ in 0..<count { done.wait() }
    }
  }
}
