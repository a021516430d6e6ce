import Dispatch
import ExhibitSupport

extension HookEngine {
  /// Says who hears of hooks that failed: in the background, in an enqueued event, or in one that ``fire(_:_:)`` fired,
  /// whose caller gets the result too.
  ///
  /// Until this is called nobody does. Exhibit hears of those of its own engine in any case.
  /// - Parameter report: Is given the values of an event and its outcomes, some of which are failures, on the thread of the
  ///   hooks. It is added to those that hear of them already.
  public func reportFailures(to report: @escaping @Sendable (HookResult) -> Void) {
    state.withLock { $0.reportFailures.append(report) }
  }

  /// Says how is found what an event is about whose hooks will run in the background: by then it may be over.
  package func setSubjectSearch(_ search: @escaping @Sendable (HookValues) -> (any HookSubject)?) {
    state.withLock { $0.findSubject = search }
  }

  /// Says in what hooks run that are not on the thread that fires.
  package func setContext(_ context: @escaping @Sendable (() -> Void) -> Void) {
    state.withLock { $0.context = context }
  }

  func reportFailures(_ result: HookResult) {
    for report in state.withLock({ $0.reportFailures }) { report(result) }
  }

  /// Runs a closure as if it were on the thread that fires.
  func inContext<Result>(_ body: () -> Result) -> Result {
    guard let context = state.withLock({ $0.context }) else { return body() }
    var result: Result?
    context { result = body() }
    return result ?? body()
  }

  /// Lets a hook run in the background, with the values as they are now.
  ///
  /// - Returns: Why it will not run, if it will not.
  func run(_ hook: Hook, phase: HookPhase, _ event: HookEvent, in queue: BackgroundQueue) -> HookError? {
    guard event.chain.isBackgroundAllowed else { return event.chain.backgroundRefusal(of: queue.ident) }
    let subject = event.chain.subject ?? state.withLock { $0.findSubject }?(event.locals)
    return queue.add(event.name) { [self] in
      inContext {
        let result = runInBackground(hook, phase: phase, event, about: subject)
        if result.hasFailures { reportFailures(result) }
      }
    }
  }

  private func runInBackground(
    _ hook: Hook, phase: HookPhase, _ event: HookEvent, about subject: (any HookSubject)?
  ) -> HookResult {
    let chain = EventChain(hook, of: phase, inBackgroundOf: event.chain, about: subject, event.locals)
    track(chain)
    let started = HookClock.now
    var update = HookUpdate()
    var failure: (any Error)?
    EventChain.$current.withValue(chain) {
      do {
        try hook.action(event, &update)
      } catch {
        failure = error
      }
    }
    chain.position.set(EventChain.over)
    if failure == nil, !update.isEmpty {
      let names = (update.locals.names + update.globals.names).map { "'\($0)'" }.joined(separator: ", ")
      failure = HookError(
        code: .updateInBackground,
        message: "hook '\(hook.name)' for event '\(event.name)' runs in the background, where it cannot update \(names)"
      )
    }
    runQueue(of: chain)
    return HookResult(
      locals: event.locals,
      outcomes: HookOutcomes(
        of: hook, in: phase, at: event.name, error: failure, nanoseconds: HookClock.now - started))
  }

  /// Whether hooks may be running in the background.
  package var mayHaveBackground: Bool { hasBackground.isSet }

  /// Waits for the hooks that run in the background; what is not done in time is left out.
  ///
  /// - Parameter time: How long to wait at most.
  /// - Returns: The plugin instances that were not done, and how many of their events were left out.
  public func drainBackground(within time: Duration) -> [(ident: String, events: Int)] {
    let (seconds, attoseconds) = time.components
    let deadline = DispatchTime.now() + .seconds(Int(seconds)) + .nanoseconds(Int(attoseconds / 1_000_000_000))
    var late: [(String, Int)] = []
    for queue in state.withLock({ $0.backgroundQueues }) {
      let events = queue.drain(until: deadline)
      if events > 0 { late.append((queue.ident, events)) }
    }
    return late
  }
}
