import Dispatch
import ExhibitSupport

/// The threads on which hooks run beside the thread that fires.
///
/// The one that fires works too, and takes whatever nobody else has begun. So it never waits for a free thread, only for
/// hooks that are running; a hook that fires inside of a hook cannot be waited for by anything that it waits for.
final class HookPool: Sendable {
  static let shared = HookPool(threads: 10)

  /// A serial queue has a thread of its own, however many others wait for something.
  private let workers: [DispatchQueue]
  private let idle: Locked<[Int]>

  init(threads: Int) {
    workers = (0..<threads).map { DispatchQueue(label: "exhibit.hooks.\($0)") }
    idle = Locked(Array(0..<threads))
  }

  /// Calls the closure with each number below a count, several at once, and returns after the last.
  func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    guard count > 0 else { return }
    let job = Job(count: count, body: body)
    let helpers = idle.withLock { idle -> [Int] in
      let helpers = Array(idle.suffix(count - 1))
      idle.removeLast(helpers.count)
      return helpers
    }
    for helper in helpers {
      workers[helper].async { [idle] in
        job.work()
        idle.withLock { $0.append(helper) }
      }
    }
    job.work()
    job.wait()
  }

  private final class Job: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Void
    private let begun = AtomicNumber(0)
    private let ended = AtomicNumber(0)
    private let isDone = DispatchSemaphore(value: 0)

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    func work() {
      while true {
        let index = begun.increment()
        guard index < count else { return }
        body(index)
        if ended.increment() == count - 1 { isDone.signal() }
      }
    }

    func wait() { isDone.wait() }
  }
}
