import Foundation

/// Runs the closure on a thread of its own: what blocks must not take one from the tasks, of which there are few.
///
/// - Returns: What the closure returns.
@discardableResult
public func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
    Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
  }
}
