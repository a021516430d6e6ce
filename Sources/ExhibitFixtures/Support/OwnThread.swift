/// A thread for what a task does that may block.
///
/// The threads on which tasks run are few. What blocks them may be waiting for just this task, which then could not go on.
actor OwnThread {
  private let executor = OwnThreadExecutor()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Runs the closure, in the same task: what is local to it is there.
  func run(_ body: @Sendable () -> Void) { body() }
}
