import Dispatch
import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

/// Hooks that fire events without end where no event is inside of another.
@Suite(.timeLimit(.minutes(1))) struct EndlessHooksTests {
  private let engine = HookEngine()
  private let calls = Counter()
  private let reports = Locked<[HookOutcome]>([])

  init() {
    engine.reportFailures(to: { [reports] result in reports.withLock { $0 += result.failures } })
  }

  @Test("F10: a hook that fires its event from a thread, and waits for it, is stopped and named")
  func threadsThatWaitForOneAnotherAreStopped() {
    engine.beginWatching()
    engine.add(
      SamplePlugin { [engine, calls] event, _ in
        _ = calls.next()
        let isOver = DispatchSemaphore(value: 0)
        Thread {
          engine.fire("event")
          isOver.signal()
        }.start()
        isOver.wait()
      }, ident: "forks")
    #expect(engine.fire("event").failures.isEmpty)
    #expect(calls.next() == 1001)
    let failures = reports.withLock { $0 }
    #expect(failures.map(\.hook) == ["forks"])
    #expect(
      failures.first.map { "\($0.error.map { "\($0)" } ?? "")" }
        == "1000 events are being fired at once, most of them from hook 'forks' at 'event': without end")
    // All of them are over, and the next event is none too many.
    engine.remove(ident: "forks")
    engine.before("event", named: "fine") { _, _ in }
    #expect(engine.fire("event").failures.isEmpty)
  }

  @Test("F10: a hook in the background that fires its own event is stopped and named")
  func eventsInTheBackgroundComeToAnEnd() {
    engine.add(
      SamplePlugin { [engine, calls] _, _ in
        _ = calls.next()
        engine.fire("event")
      }, ident: "echo", inBackground: true)
    engine.fire("event")
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    #expect(calls.next() == 101)
    let failures = reports.withLock { $0 }
    #expect(failures.map(\.hook) == ["echo"])
    #expect(
      failures.first.map { "\($0.error.map { "\($0)" } ?? "")" }?.hasPrefix(
        "plugin 'echo' did not get an event: hooks in the background fire one another without end: … > event > event")
        == true)
  }

  @Test("F10: hooks in the background that double their events come to an end")
  func eventsThatDoubleInTheBackgroundComeToAnEnd() {
    engine.add(
      SamplePlugin { [engine, calls] _, _ in
        _ = calls.next()
        for _ in 0..<2 { engine.fire("event") }
      }, ident: "echo", inBackground: true)
    engine.fire("event")
    #expect(engine.drainBackground(within: .seconds(50)).isEmpty)
    #expect(calls.next() <= 10_001)
    #expect(reports.withLock { !$0.isEmpty && $0.allSatisfy { $0.hook == "echo" } })
  }

  @Test func aHookIsLeftOutOfItsOwnEventsAlone() {
    struct Own: Plugin {
      static let name = "own"
      var body: @Sendable (HookEvent) -> Void = { _ in }
      init(ident: String, options: NoOptions) {}
      init(_ body: @escaping @Sendable (HookEvent) -> Void) { self.body = body }
      func register(in hooks: inout PluginHooks) { hooks.onOthers("event") { [body] in body($0) } }
    }
    let journal = Journal()
    engine.beginWatching()
    for (ident, isInBackground) in [("a", false), ("b", true), ("c", false)] {
      engine.add(
        Own { [engine] event in
          journal.add("\(ident):\(event[named: "from"] ?? "")")
          engine.fire("event", ["from": ident])
        }, ident: ident, inBackground: isInBackground)
    }
    for isThreaded in [false, true] {
      engine.isThreaded = isThreaded
      engine.fire("event", ["from": "test"])
      #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    }
    // Each is called for the first event, and for what the others fire, but never from inside of itself.
    let words = journal.picture.split(separator: " ").map(String.init)
    #expect(words.allSatisfy { $0.first != $0.last })
    #expect(words.count { $0.hasSuffix(":test") } == 6)
    #expect(words.contains("a:c") && words.contains("c:a") && words.contains("b:a") && words.contains("a:b"))
    #expect(reports.withLock { $0.isEmpty })
  }

  @Test func whatIsNoHookIsNamedWhileItRunsToo() {
    engine.beginWatching()
    let start = ContinuousClock.now
    engine.watching("slow", at: "init") {
      #expect(engine.slowHooks(longerThan: .seconds(10), now: start).isEmpty)
      let found = engine.slowHooks(longerThan: .seconds(10), now: start + .seconds(12))
      #expect(found.map { "\($0.hook) \($0.event)" } == ["slow init"])
    }
    #expect(engine.slowHooks(longerThan: .seconds(10), now: start + .seconds(40)).isEmpty)
  }
}
