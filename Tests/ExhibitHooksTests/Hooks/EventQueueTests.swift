import ExhibitHooks
import ExhibitSupport
import Testing

/// Events that run after the one that is being fired.
@Suite struct EventQueueTests {
  private let engine = HookEngine()
  private let journal = Journal()
  private let reports = Locked<[HookOutcome]>([])

  init() {
    engine.reportFailures(to: { [reports] result in reports.withLock { $0 += result.failures } })
  }

  private func writes(_ word: String) -> HookBody { { [journal] _, _ in journal.add(word) } }

  @Test("1.3.16: an enqueued event runs after the current one, in order")
  func enqueuedEventsRunAfterTheCurrentOneInOrder() {
    engine.before("a", named: "x") { [engine, journal] _, _ in
      journal.add("a1")
      engine.enqueue("b", ["n": 1])
      engine.enqueue("c")
      journal.add("a2")
    }
    engine.after("a", named: "y", writes("a3"))
    engine.before("b", named: "x") { [engine, journal] event, _ in
      engine.enqueue("d")
      journal.add("b\(event[ifPresent: ValueKey<Int>("n")] ?? 0)")
    }
    engine.before("c", named: "x", writes("c"))
    engine.before("d", named: "x", writes("d"))
    engine.fire("a")
    #expect(journal.picture == "a1 a2 a3 b1 c d")
  }

  @Test("1.3.16: an event that a nested one enqueues runs after the outermost")
  func eventEnqueuedByANestedOneRunsAfterTheOutermost() {
    engine.before("outer", named: "x") { [engine, journal] _, _ in
      engine.fire("inner")
      journal.add("outer")
    }
    engine.before("inner", named: "x") { [engine, journal] _, _ in
      engine.enqueue("late")
      journal.add("inner")
    }
    engine.before("late", named: "x", writes("late"))
    engine.fire("outer")
    #expect(journal.picture == "inner outer late")
  }

  @Test func outsideOfAnyEventItRunsAtOnce() {
    engine.before("a", named: "x", writes("a"))
    engine.enqueue("a")
    #expect(journal.picture == "a")
  }

  @Test func eventMayBeEnqueuedAtAnotherEngine() {
    let other = HookEngine()
    other.before("b", named: "x", writes("b"))
    engine.before("a", named: "x") { [journal] _, _ in
      other.enqueue("b")
      journal.add("a")
    }
    engine.fire("a")
    #expect(journal.picture == "a b")
  }

  @Test("F11: failures of an enqueued event are reported, and stop nobody")
  func failuresOfAnEnqueuedEventAreReported() {
    engine.before("a", named: "x") { [engine] _, _ in
      engine.enqueue("bad")
      engine.enqueue("good")
    }
    engine.before("bad", named: "thrower") { _, _ in throw Refusal() }
    engine.before("good", named: "x", writes("good"))
    #expect(engine.fire("a").failures.isEmpty)
    #expect(reports.withLock { $0.map { "\($0.event) \($0.hook)" } } == ["bad thrower"])
    #expect(journal.picture == "good")
  }

  @Test("F10: events that enqueue one another without end are stopped, and named")
  func eventsThatEnqueueOneAnotherWithoutEndAreStopped() throws {
    engine.add(SamplePlugin("a") { [engine] _, _ in engine.enqueue("b") }, ident: "ping")
    engine.add(
      SamplePlugin("b") { [engine, journal] _, _ in
        journal.add("b")
        engine.enqueue("a")
        engine.enqueue("end")
      }, ident: "pong")
    engine.before("end", named: "x") { _, _ in }
    engine.fire("a")
    let refusals = reports.withLock { $0 }
    #expect(refusals.count == 1)
    #expect(["ping", "pong"].contains(try #require(refusals.first).hook))
    let error = try #require(refusals.first?.error as? HookError)
    #expect(error.code == .tooDeep)
    #expect(error.message.hasPrefix("events enqueue one another without end: … > "))
    #expect(error.message.contains(" > a > b > a > b"))
    #expect(journal.picture.count > 50)

    engine.before("other", named: "x", writes("other"))
    engine.fire("other")
    #expect(journal.picture.hasSuffix("other"))
  }

  @Test func eventsThatEachEnqueueTwoAreStoppedToo() {
    let calls = Counter()
    engine.before("a", named: "x") { [engine] _, _ in
      _ = calls.next()
      engine.enqueue("a")
      engine.enqueue("a")
    }
    engine.fire("a")
    #expect(calls.next() == 10_002)
    #expect(reports.withLock { !$0.isEmpty })
  }

  @Test func taskThatOutlivesItsEventFiresAtOnce() async {
    let task = Locked<Task<Void, Never>?>(nil)
    let (events, continuation) = AsyncStream<Void>.makeStream()
    engine.before("late", named: "x", writes("late"))
    engine.before("a", named: "x") { [engine] _, _ in
      task.withLock {
        $0 = Task {
          for await _ in events { engine.enqueue("late") }
        }
      }
    }
    engine.fire("a")
    continuation.yield()
    continuation.finish()
    await task.withLock { $0 }?.value
    #expect(journal.picture == "late")
  }
}
