import ExhibitFixtures
import ExhibitSupport
import Foundation

/// Waits for asynchronous work in a function that is not asynchronous.
enum MainThreadWait {
  /// Blocks until the closure has ended; on the main thread what the main actor has to do goes on meanwhile.
  static func run(_ body: @escaping @Sendable () async -> Void) {
    guard Thread.isMainThread else {
      let latch = Latch()
      Task {
        await body()
        latch.open()
      }
      return latch.wait()
    }
    let isDone = AtomicFlag(false)
    // On the main actor, so that the loop wakes up when the closure has ended.
    Task { @MainActor in
      await body()
      isDone.exchange(true)
    }
    while !isDone.isSet { _ = RunLoop.main.run(mode: .default, before: Date(timeIntervalSinceNow: 0.05)) }
  }
}
