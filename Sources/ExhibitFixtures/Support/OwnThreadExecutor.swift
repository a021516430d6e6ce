import CExhibitFixtures

/// Gives each job a thread; an actor, of which there is one for each job, sees to it that they run one after the other.
final class OwnThreadExecutor: SerialExecutor {
  /// A job on its way to its thread.
  private final class Work: Sendable {
    private let job: UnownedJob
    private let executor: OwnThreadExecutor

    init(_ job: UnownedJob, on executor: OwnThreadExecutor) {
      self.job = job
      self.executor = executor
    }

    func run() { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
  }

  #if canImport(Darwin)
    // The newer form of this needs newer systems.
    func enqueue(_ job: UnownedJob) { start(job) }
  #else
    func enqueue(_ job: consuming ExecutorJob) { start(UnownedJob(job)) }
  #endif

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  private func start(_ job: UnownedJob) {
    let work = Unmanaged.passRetained(Work(job, on: self))
    let hasStarted = exhibit_thread_start(
      { pointer in Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }, work.toOpaque())
    // Without another thread it is this one that may have to wait.
    if !hasStarted { work.takeRetainedValue().run() }
  }
}
