import Dispatch
import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

/// Hooks that take long are named while they run; the time is that of the one who looks.
@Suite(.timeLimit(.minutes(1))) struct SlowHookTests {
  private let engine = HookEngine()
  private let isRunning = DispatchSemaphore(value: 0)
  private let gate = DispatchSemaphore(value: 0)
  private let start = ContinuousClock.now

  init() {
    engine.beginWatching()
  }

  private func blocks() -> SamplePlugin {
    SamplePlugin { [isRunning, gate] _, _ in
      isRunning.signal()
      gate.wait()
    }
  }

  private func look(after seconds: Int) -> [String] {
    engine.slowHooks(longerThan: .seconds(10), now: start + .seconds(seconds))
      .map { "\($0.event) \($0.phase) \($0.hook) \($0.time) \($0.locals[named: "test_id"] ?? "")" }
  }

  /// Fires on a thread of its own, runs the closure while the hook blocks, and waits for the end.
  private func whileBlocked(_ body: () -> Void) {
    let isOver = DispatchSemaphore(value: 0)
    Thread { [engine] in
      engine.fire("event", ["test_id": "t"])
      isOver.signal()
    }.start()
    isRunning.wait()
    body()
    gate.signal()
    isOver.wait()
  }

  @Test func hookIsNamedOnceWhileItRuns() {
    engine.before("event", named: "quick") { _, _ in }
    engine.add(blocks(), ident: "slow")
    whileBlocked {
      #expect(look(after: 0).isEmpty)
      #expect(look(after: 9).isEmpty)
      #expect(look(after: 12) == ["event plugin slow 12.0 seconds t"])
      #expect(look(after: 15).isEmpty)
    }
    // Once for an event, however often it is slow.
    whileBlocked {
      #expect(look(after: 20).isEmpty)
      #expect(look(after: 40).isEmpty)
    }
    #expect(look(after: 60).isEmpty)
  }

  @Test func hookThatOnlyFollowsAnotherIsNotBlamed() {
    engine.add(blocks(), ident: "first")
    engine.add(blocks(), ident: "second")
    whileBlocked {
      #expect(look(after: 0).isEmpty)
      gate.signal()
      isRunning.wait()
      #expect(look(after: 20).isEmpty)
      #expect(look(after: 31) == ["event plugin second 11.0 seconds t"])
    }
  }

  @Test(arguments: [false, true])
  func threadedAndBackgroundHooksAreNamedToo(isInBackground: Bool) {
    engine.isThreaded = true
    // Over before the others begin, so that nobody sees it.
    engine.add(SamplePlugin(order: .first) { _, _ in }, ident: "quick")
    engine.add(blocks(), ident: "slow", inBackground: isInBackground)
    whileBlocked {
      #expect(look(after: 0).isEmpty)
      #expect(look(after: 12) == ["event plugin slow 12.0 seconds t"])
    }
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
  }

  @Test func whoWatchesIsToldBeforeTheFirstHookRunsAndOnce() {
    let engine = HookEngine()
    let order = Locked<[String]>([])
    engine.beginWatching { order.withLock { $0.append("watch") } }
    engine.fire("event")
    #expect(order.withLock { $0 }.isEmpty, "there is no hook to watch")
    engine.before("event", named: "hook") { _, _ in order.withLock { $0.append("hook") } }
    engine.fire("event")
    engine.watching("plugin", at: "init") {}
    engine.fire("event")
    #expect(order.withLock { $0 } == ["watch", "hook", "hook"])
  }
}
