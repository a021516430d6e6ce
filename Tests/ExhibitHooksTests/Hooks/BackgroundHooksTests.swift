import Dispatch
import ExhibitHooks
import ExhibitSupport
import Testing

/// Hooks that nobody waits for.
@Suite(.timeLimit(.minutes(1))) struct BackgroundHooksTests {
  private let engine = HookEngine()
  private let journal = Journal()
  private let reports = Locked<[HookOutcome]>([])
  private let gate = DispatchSemaphore(value: 0)

  init() {
    engine.reportFailures(to: { [reports] result in reports.withLock { $0 += result.failures } })
  }

  private var reported: [String] {
    reports.withLock { $0.map { "\($0.hook) at \($0.event): \($0.error.map { "\($0)" } ?? "")" } }
  }

  @Test("1.3.15: a background hook gets the values as they were, in order, and is waited for at the end")
  func backgroundHookGetsASnapshotAndIsWaitedFor() {
    engine.before("event", named: "pre") { _, update in update.globals[named: "n"] = 2 }
    engine.add(
      SamplePlugin { [gate, journal] event, _ in
        gate.wait()
        gate.signal()
        journal.add("\(event[named: "x"] ?? "")\(event[named: "n"] ?? "")")
      }, ident: "slow", inBackground: true)
    engine.after("event", named: "post") { [journal] event, update in
      update.globals[named: "n"] = 9
      journal.add("post")
    }
    let result = engine.fire("event", ["x": "a"])
    engine.fire("event", ["x": "b"])
    #expect(result.outcomes.map(\.hook) == ["pre", "post"])
    #expect(journal.picture == "post post")
    gate.signal()
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(journal.picture == "post post a2 b2")
  }

  @Test("1.3.5, 1.3.15, F12: a failure in the background is reported, an update is refused")
  func failuresAreReportedAndUpdatesRefused() {
    engine.add(
      SamplePlugin { event, update in
        if event[named: "bad"] != nil { throw Refusal() }
        update.locals[named: "a"] = 1
        update.globals[named: "b"] = 1
      }, ident: "p", inBackground: true)
    #expect(engine.fire("event").locals.isEmpty)
    engine.fire("event", ["bad": true])
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(
      reported == [
        "p at event: hook 'p' for event 'event' runs in the background, where it cannot update 'a', 'b'",
        "p at event: Refusal(name: \"no\")",
      ])
    #expect(engine.globals.isEmpty)
  }

  @Test func whatIsNotDoneInTimeIsLeftOutAndNamed() {
    let isRunning = DispatchSemaphore(value: 0)
    engine.add(
      SamplePlugin { [gate, journal] _, _ in
        isRunning.signal()
        gate.wait()
        journal.add("x")
      }, ident: "stuck", inBackground: true)
    engine.add(SamplePlugin("event", { [journal] _, _ in journal.add("other") }), ident: "fine", inBackground: true)
    engine.fire("event")
    engine.fire("event")
    isRunning.wait()
    let late = engine.drainBackground(within: .milliseconds(50))
    #expect(late.map { "\($0.ident) \($0.events)" } == ["stuck 2"])
    engine.fire("event")
    #expect(reported == ["stuck at event: plugin 'stuck' did not get an event: its time is over"])
    // The one that was running may end, the other is left out.
    gate.signal()
    _ = engine.drainBackground(within: .seconds(30))
    #expect(journal.picture.split(separator: " ").filter { $0 == "x" }.count <= 1)
    #expect(journal.picture.split(separator: " ").filter { $0 == "other" }.count == 3)
  }

  @Test func queueIsBounded() {
    let calls = Counter()
    engine.add(
      SamplePlugin { [gate] _, _ in
        gate.wait()
        gate.signal()
        _ = calls.next()
      }, ident: "slow", inBackground: true)
    for _ in 0..<4100 { engine.fire("event") }
    gate.signal()
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(calls.next() == 4097)
    #expect(reported.count == 4)
    #expect(reported.first == "slow at event: plugin 'slow' did not get an event: 4096 events wait for it")
  }

  @Test func backgroundHookMayFireAndEnqueue() {
    engine.add(
      SamplePlugin("a") { [engine, journal] _, _ in
        engine.enqueue("late")
        engine.fire("inner")
        journal.add("a")
      }, ident: "p", inBackground: true)
    engine.before("inner", named: "x") { [journal] _, _ in journal.add("inner") }
    engine.before("late", named: "x") { [journal] _, _ in journal.add("late") }
    engine.fire("a")
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(journal.picture == "inner a late")
  }

  @Test func backgroundWorksInAThreadedEngineToo() {
    engine.isThreaded = true
    for name in ["a", "b", "c"] {
      engine.add(SamplePlugin { [journal] _, _ in journal.add(name) }, ident: name, inBackground: name == "b")
    }
    #expect(engine.fire("event").outcomes.map(\.hook) == ["a", "c"])
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(journal.picture.split(separator: " ").sorted() == ["a", "b", "c"])
  }
}
