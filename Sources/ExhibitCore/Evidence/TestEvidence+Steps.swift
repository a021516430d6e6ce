extension TestEvidence {
  /// Runs a part of the test under a name that stands in its log and in the record, with its time and its error.
  ///
  /// Steps nest; a step in a child task is inside the step that started the task.
  ///
  /// - Parameters:
  ///   - name: What the part does.
  ///   - body: The part. It is run exactly once, also when no test is running.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; the step is then recorded as failed.
  @discardableResult
  public func step<R, E: Error>(_ name: String, _ body: () throws(E) -> R) throws(E) -> R {
    guard let attempt, let session else { return try body() }
    let step = Step(name: name)
    session.stepStarted(step, attempt: attempt)
    let result = Step.$current.withValue(step) { Result { () throws(E) -> R in try body() } }
    session.stepEnded(step, error: result.failure, attempt: attempt)
    return try result.get()
  }

  /// Runs an asynchronous part of the test under a name, on the caller's actor.
  ///
  /// - Parameters:
  ///   - name: What the part does.
  ///   - isolation: The actor on which the body runs; that of the caller by default.
  ///   - body: The part. It is run exactly once, also when no test is running.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; the step is then recorded as failed.
  @discardableResult
  public func step<R, E: Error>(
    _ name: String, isolation: isolated (any Actor)? = #isolation, _ body: () async throws(E) -> R
  ) async throws(E) -> R {
    guard let attempt, let session else { return try await body() }
    let step = Step(name: name)
    session.stepStarted(step, attempt: attempt)
    let result: Result<R, E> = await Step.$current.withValue(step) {
      do throws(E) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    session.stepEnded(step, error: result.failure, attempt: attempt)
    return try result.get()
  }
}

extension Result {
  fileprivate var failure: Failure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }
}
