import Foundation

/// Runs a closure on so many threads at once, each of which waits until all are there.
///
/// Threads, because the tasks of the test library have no more of them than the machine has processors.
///
/// - Returns: What the closures returned, in the order of their numbers.
public func atOnce<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
  let results = Results<Result>(count: count)
  for index in 0..<count {
    Thread { results.set(index, to: { body(index) }) }.start()
  }
  return results.wait()
}

/// What the threads have come to.
private final class Results<Result: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var values: [Int: Result] = [:]
  private var arrived = 0
  private let count: Int

  init(count: Int) {
    self.count = count
  }

  func set(_ index: Int, to body: () -> Result) {
    condition.lock()
    arrived += 1
    condition.broadcast()
    while arrived < count { condition.wait() }
    condition.unlock()
    let value = body()
    condition.lock()
    values[index] = value
    condition.broadcast()
    condition.unlock()
  }

  func wait() -> [Result] {
    condition.lock()
    defer { condition.unlock() }
    while values.count < count { condition.wait() }
    return (0..<count).compactMap { values[$0] }
  }
}
