import Dispatch
import ExhibitHooks
import ExhibitSupport
import Testing

/// Hooks of one phase at the same time.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ThreadedHooksTests {
  private let engine = HookEngine()
  private let journal = Journal()

  init() {
    engine.isThreaded = true
  }

  /// Waits until so many have come; with fewer threads than that nobody would get on.
  private final class Meeting: Sendable {
    private let missing: Locked<Int>
    private let isComplete = DispatchSemaphore(value: 0)

    init(of count: Int) { missing = Locked(count) }

    func wait() throws {
      let isLast = missing.withLock { missing in
        missing -= 1
        return missing == 0
      }
      if isLast { isComplete.signal() }
      guard isComplete.wait(timeout: .now() + 20) == .success else { throw Refusal(name: "alone") }
      isComplete.signal()
    }
  }

  @Test("1.3.13: hooks of a phase run at the same time, results stay in plugin order")
  func hooksOfAPhaseRunAtTheSameTime() {
    // The threads are those of the process: others may be using most of them.
    let meeting = Meeting(of: 2)
    for name in ["h", "g", "f", "e", "d", "c", "b", "a"] {
      engine.add(
        SamplePlugin { event, update in
          try meeting.wait()
          update.locals[named: "names"] = [event.hook]
          update.locals[named: "last"] = event.hook
        }, ident: name)
    }
    let result = engine.fire("event")
    #expect(result.failures.isEmpty)
    #expect(result.outcomes.map(\.hook) == ["h", "g", "f", "e", "d", "c", "b", "a"])
    #expect(result.locals[named: "names"] as? [String] == ["h", "g", "f", "e", "d", "c", "b", "a"])
    #expect(result.locals[named: "last"] as? String == "a")
  }

  @Test("1.3.13: phases and explicit order are kept")
  func phasesAndExplicitOrderAreKept() {
    engine.before("event", named: "p") { [journal] _, _ in journal.add("pre") }
    for (name, order) in [("z", HookOrder.last), ("b", .standard), ("a", .first)] {
      engine.add(SamplePlugin(order: order) { [journal] _, _ in journal.add(name) }, ident: name)
    }
    engine.after("event", named: "p") { [journal] _, _ in journal.add("post") }
    engine.fire("event")
    #expect(journal.picture == "pre a b z post")
  }

  @Test("F10, F13: one that throws stops nobody, and the next event is not the worse for it")
  func oneThatThrowsStopsNobody() {
    for name in ["a", "b", "c"] {
      engine.add(
        SamplePlugin { event, _ in
          if name == "a" { throw Refusal() }
          if name == "b" { _ = try event[ValueKey<Int>("missing")] }
        }, ident: name)
    }
    for _ in 0..<50 {
      #expect(engine.fire("event").outcomes.map { $0.error == nil } == [false, false, true])
    }
  }

  @Test("F18: events fired from all hooks at once do not wait for one another")
  func nestedEventsDoNotDeadlock() {
    let calls = Counter()
    for index in 0..<30 {
      engine.add(SamplePlugin("outer") { [engine] _, _ in engine.fire("middle") }, ident: "o\(index)")
      engine.add(SamplePlugin("middle") { [engine] _, _ in engine.fire("inner") }, ident: "m\(index)")
    }
    for index in 0..<3 { engine.add(SamplePlugin("inner") { _, _ in _ = calls.next() }, ident: "i\(index)") }
    engine.fire("outer")
    #expect(calls.next() == 30 * 30 * 3 + 1)
  }

  @Test("1.3.16: depth and queue are those of the event around")
  func depthAndQueueAreCarriedOver() throws {
    let refusals = Locked<[String]>([])
    engine.before("idle", named: "x") { _, _ in }
    engine.add(
      SamplePlugin("a") { [engine, journal] _, _ in
        engine.enqueue("late")
        let failures = engine.fire("a").failures
        refusals.withLock { $0 += failures.map { "\($0.hook): \($0.error.map { "\($0)" } ?? "")" } }
        journal.add("a")
      }, ident: "again")
    engine.add(SamplePlugin("a") { _, _ in }, ident: "other")
    engine.before("late", named: "x") { [journal] _, _ in journal.add("late") }
    engine.fire("a")
    let names = Array(repeating: "a", count: 17).joined(separator: " > ")
    #expect(refusals.withLock { $0 } == ["again: events fire one another without end: \(names)"])
    let picture = journal.picture.split(separator: " ")
    #expect(picture.prefix(16).allSatisfy { $0 == "a" } && picture.suffix(16).allSatisfy { $0 == "late" })
    #expect(picture.count == 32)
  }

  @Test func manyThreadsMayFireThreadedEvents() async {
    let calls = Counter()
    for index in 0..<5 { engine.add(SamplePlugin { _, _ in _ = calls.next() }, ident: "p\(index)") }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { [engine] in for _ in 0..<50 { engine.fire("event") } } }
    }
    #expect(calls.next() == 8 * 50 * 5 + 1)
  }
}
