extension Signal {
  /// Runs the body while sending the signal calls nobody: in this task, in its child tasks, and on this thread.
  ///
  /// Scopes nest. Other tasks and threads are not concerned. A task that the body starts and leaves behind hears the
  /// signal again when the scope has ended.
  ///
  /// - Parameter body: What runs without anybody hearing the signal.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; the scope ends all the same.
  @discardableResult
  public func muted<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    let scope = MutingScope(core.gate)
    defer { scope.close() }
    let result = MutingScope.$current.withValue(scope) { Result { () throws(E) -> R in try body() } }
    return try result.get()
  }

  /// Runs the asynchronous body while sending the signal calls nobody, on the caller's actor.
  ///
  /// - Parameters:
  ///   - isolation: The actor on which the body runs; that of the caller by default.
  ///   - body: What runs without anybody hearing the signal.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; the scope ends all the same.
  @discardableResult
  public func muted<R, E: Error>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws(E) -> R
  ) async throws(E) -> R {
    let scope = MutingScope(core.gate)
    defer { scope.close() }
    let result: Result<R, E> = await MutingScope.$current.withValue(scope) {
      do throws(E) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
