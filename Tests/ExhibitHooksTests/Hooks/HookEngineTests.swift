import ExhibitHooks
import ExhibitSupport
import Testing

/// Each test fires an event and compares the order of calls as a picture.
@Suite struct HookEngineTests {
  /// Writes down who was called.
  private final class Journal: Sendable {
    private let words = Locked<[String]>([])
    var picture: String { words.withLock { $0.joined(separator: " ") } }
    func add(_ word: String) { words.withLock { $0.append(word) } }
  }

  private struct Refusal: Error {}

  private struct Recorder: Plugin {
    static let name = "recorder"
    var journal = Journal()
    var order = HookOrder.standard
    var ident = "recorder"
    init(ident: String, options: NoOptions) {}
    init(_ ident: String, _ journal: Journal, order: HookOrder = .standard) {
      (self.ident, self.journal, self.order) = (ident, journal, order)
    }
    func register(in hooks: inout PluginHooks) {
      hooks.on("event", order: order) { [self] _ in journal.add(ident) }
    }
  }

  private let engine = HookEngine()
  private let journal = Journal()

  private func callback(_ word: String) -> HookBody {
    { [journal] _, _ in journal.add(word) }
  }

  @Test("1.3.7: phases run in order")
  func phasesRunInOrder() {
    engine.after("event", named: "c", callback("post:c"))
    engine.add(Recorder("b", journal), ident: "b")
    engine.before("event", named: "a", callback("pre:a"))
    engine.fire("event")
    #expect(journal.picture == "pre:a b post:c")
  }

  @Test("1.3.13: order inside a phase is explicit, then that of registration")
  func orderInsideAPhaseIsExplicitThenThatOfRegistration() {
    engine.before("event", named: "z", order: .last, callback("z"))
    engine.before("event", named: "b", callback("b"))
    engine.before("event", named: "c", callback("c"))
    engine.before("event", named: "a", order: .first, callback("a"))
    engine.fire("event")
    #expect(journal.picture == "a b c z")
  }

  @Test("1.3.6: the same name replaces, in its place")
  func sameNameReplacesInPlace() {
    engine.before("event", named: "a", callback("old"))
    engine.before("event", named: "b", callback("b"))
    engine.before("event", named: "a", callback("new"))
    engine.fire("event")
    #expect(journal.picture == "new b")
  }

  @Test("1.3.6: a callback can be removed, more than once")
  func callbackCanBeRemoved() {
    engine.before("event", named: "a", callback("a"))
    #expect(engine.removeCallback(before: "event", named: "a"))
    #expect(!engine.removeCallback(before: "event", named: "a"))
    engine.fire("event")
    #expect(journal.picture == "")
  }

  @Test("1.3.12, F13: a hook that throws stops nobody")
  func hookThatThrowsStopsNobody() {
    engine.before("event", named: "a") { [journal] _, _ in
      journal.add("a!")
      throw Refusal()
    }
    engine.add(Recorder("b", journal), ident: "b")
    let result = engine.fire("event")
    #expect(journal.picture == "a! b")
    #expect(result.outcomes.map(\.hook) == ["a", "b"])
    #expect(result.failures.map(\.hook) == ["a"])
    #expect(result.failures.first?.error is Refusal)
  }

  @Test("1.3.9: updates are seen by later phases, not by siblings")
  func updatesAreSeenByLaterPhasesNotBySiblings() {
    let key = ValueKey<Int>("n")
    engine.before("event", named: "a") { [journal] event, update in
      journal.add("a\(event[ifPresent: key] ?? 0)")
      update[key] = 1
    }
    engine.before("event", named: "b") { [journal] event, update in
      journal.add("b\(event[ifPresent: key] ?? 0)")
      update[key] = 2
    }
    engine.after("event", named: "c") { [journal] event, _ in journal.add("c\(event[ifPresent: key] ?? 0)") }
    #expect(engine.fire("event").locals[key] == 2)
    #expect(journal.picture == "a0 b0 c2")
  }

  @Test("1.3.9: globals outlive the event, and locals win")
  func globalsOutliveTheEventAndLocalsWin() {
    let key = ValueKey<String>("who")
    engine.before("event", named: "a") { _, update in update.globals[key] = "global" }
    #expect(engine.fire("event").locals[key] == nil)
    engine.after("event", named: "b") { [journal] event, _ in journal.add(try event[key]) }
    engine.fire("event")
    engine.fire("event", ["who": "local"])
    #expect(journal.picture == "global local")
  }

  @Test("1.3.10, F16: dictionaries merge recursively, lists are concatenated")
  func dictionariesMergeRecursivelyAndListsAreConcatenated() {
    let original: [String: any Sendable] = ["a": ["x": 1], "list": [1]]
    engine.before("event", named: "a") { _, update in
      update.locals[named: "d"] = ["a": ["y": 2], "b": true] as [String: any Sendable]
      update.locals[named: "l"] = ["two"]
      update.locals[named: "s"] = "new"
    }
    let locals = engine.fire("event", ["d": original, "l": ["one"], "s": "old"]).locals
    let merged = locals[named: "d"] as? [String: any Sendable]
    #expect(merged?["a"] as? [String: Int] == ["x": 1, "y": 2])
    #expect(merged?["b"] as? Bool == true)
    #expect(merged?["list"] as? [Int] == [1])
    #expect(locals[named: "l"] as? [String] == ["one", "two"])
    #expect(locals[named: "s"] as? String == "new")
    #expect(original["a"] as? [String: Int] == ["x": 1], "the caller's value is untouched")
  }

  @Test("1.3.10: a value of another type replaces the one that was there")
  func valueOfAnotherTypeReplaces() {
    engine.before("event", named: "a") { _, update in
      update.locals[named: "list"] = 5
      update.locals[named: "dictionary"] = "text"
      update.locals[named: "strings"] = [1]
      update.locals[named: "inner"] = ["k": "v"]
    }
    let locals = engine.fire(
      "event", ["list": [1], "dictionary": ["a": 1], "strings": ["s"], "inner": ["k": 1]]
    ).locals
    #expect(locals[named: "list"] as? Int == 5)
    #expect(locals[named: "dictionary"] as? String == "text")
    #expect(locals[named: "strings"] as? [Int] == [1])
    #expect(locals[named: "inner"] as? [String: String] == ["k": "v"])
  }

  @Test("1.3.11, F14: a missing value names hook, event and key")
  func missingValueNamesHookEventAndKey() throws {
    engine.before("event", named: "asker") { event, _ in _ = try event[ValueKey<String>("server")] }
    let error = try #require(engine.fire("event").failures.first?.error as? HookError)
    #expect(error.code == .missingValue)
    #expect(error.message == "hook 'asker' for event 'event' needs the value 'server', which the event does not carry")
  }

  @Test("1.3.11: a value of another type is an error")
  func valueOfAnotherTypeIsAnErrorNotNil() throws {
    engine.before("event", named: "asker") { event, _ in _ = try event[ValueKey<String>("n")] }
    let error = try #require(engine.fire("event", ["n": 1]).failures.first?.error as? HookError)
    #expect(error.code == .wrongType)
    #expect(error.message.contains("'n' as String, but it is Int"))
  }

  @Test("1.6.6: the ancestors' names mean the same events")
  func ancestorsNamesMeanTheSameEvents() {
    engine.before("filedump", named: "a", callback("a"))
    engine.fire("save_artifact")
    #expect(journal.picture == "a")
    #expect(EventName("sanitize") == "redact")
  }

  @Test("1.3.3: a second instance of an ident replaces the first")
  func secondInstanceOfAnIdentReplacesTheFirst() {
    engine.add(Recorder("old", journal), ident: "one")
    engine.add(Recorder("new", journal), ident: "one")
    engine.add(Recorder("first", journal, order: .first), ident: "two")
    engine.fire("event")
    #expect(journal.picture == "first new")
  }

  @Test("1.3.14, 1.3.16, F17: an event fired from inside runs at once")
  func callbacksMayRegisterAndFireFromInside() {
    engine.before("event", named: "a") { [engine, journal] _, _ in
      journal.add("a")
      engine.before("event", named: "late") { _, _ in journal.add("late") }
      engine.fire("inner")
    }
    engine.before("inner", named: "i", callback("i"))
    engine.fire("event")
    engine.fire("event")
    #expect(journal.picture == "a i a i late")
  }

  @Test("F10: events that fire one another without end are stopped")
  func eventsThatFireOneAnotherWithoutEndAreStopped() throws {
    let refusals = Locked<[HookError]>([])
    engine.before("a", named: "x") { [engine, journal] _, _ in
      journal.add("a")
      let failures = engine.fire("b").failures
      refusals.withLock { $0 += failures.compactMap { $0.error as? HookError } }
    }
    engine.before("b", named: "x") { [engine, journal] _, _ in
      journal.add("b")
      let failures = engine.fire("a").failures
      refusals.withLock { $0 += failures.compactMap { $0.error as? HookError } }
    }
    engine.fire("a")
    #expect(journal.picture == "a b a b a b a b a b a b a b a b")
    let refusal = try #require(refusals.withLock { $0 }.first)
    #expect(refusal.code == .tooDeep)
    #expect(refusal.message.hasSuffix("a > b > a > b > a > b > a > b > a > b > a > b > a > b > a > b > a"))

    // The next event is not the worse for it.
    #expect(engine.fire("other").failures.isEmpty)
  }

  /// With each level there are three times as many: the depth alone would let 43 million run.
  @Test("F10: hooks that each fire their own event come to an end")
  func eventsThatMultiplyAreStopped() {
    let counts = Locked((runs: 0, refusals: 0))
    for name in ["x", "y", "z"] {
      engine.before("a", named: name) { [engine] _, _ in
        let failures = engine.fire("a").failures.count
        counts.withLock { $0 = ($0.runs + 1, $0.refusals + failures) }
      }
    }
    #expect(!engine.fire("a").hasFailures)
    let (runs, refusals) = counts.withLock { $0 }
    #expect(runs > 1000 && runs < 100_000)
    #expect(refusals > 0)
    // The next event is not the worse for it.
    #expect(!engine.fire("other").hasFailures)
  }

  @Test("1.3.8: a hook adds to either namespace, to both, or to none")
  func updatesAreOptional() {
    let key = ValueKey<Int>("n")
    engine.before("event", named: "none") { _, _ in }
    engine.before("event", named: "local") { _, update in update[key] = 1 }
    engine.before("event", named: "global") { _, update in update.globals[ValueKey<Int>("m")] = 2 }
    let result = engine.fire("event")
    #expect(result.failures.isEmpty)
    #expect(result.locals.names == ["n"] && engine.globals.names == ["m"])
  }

  @Test("1.3.18: who fires has the values, and each hook's outcome and time")
  func resultHasValuesAndOutcomes() {
    engine.before("event", named: "a") { _, update in update.locals[named: "n"] = 1 }
    engine.add(Recorder("b", journal), ident: "b")
    engine.after("event", named: "c") { _, _ in throw Refusal() }
    let result = engine.fire("event", ["given": true])
    #expect(result.locals.names == ["given", "n"])
    #expect(
      result.outcomes.map { "\($0.phase) \($0.hook) \($0.error == nil)" } == [
        "pre a true", "plugin b true", "post c false",
      ])
    #expect(result.outcomes.allSatisfy { $0.event == "event" && $0.duration >= .zero })
  }

  @Test("F16: what a caller gave is its own, and does not grow when it is given again")
  func listsDoNotGrow() {
    let given: HookValues = ["list": [0]]
    engine.before("event", named: "a") { _, update in update.locals[named: "list"] = [1, 2] }
    for _ in 0..<3 { #expect(engine.fire("event", given).locals[named: "list"] as? [Int] == [0, 1, 2]) }
    #expect(given[named: "list"] as? [Int] == [0])
  }

  @Test("F16: updates of globals from many threads are all there")
  func globalsAreUpdatedOneAfterTheOther() async {
    let key = ValueKey<[Int]>("list")
    engine.before("event", named: "a") { _, update in update.globals[key] = [1] }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { [engine] in for _ in 0..<50 { engine.fire("event") } }
      }
    }
    #expect(engine.globals[key]?.count == 400)
  }

  @Test func firingFromManyThreadsRunsEveryHook() async {
    engine.add(Recorder("x", journal), ident: "x")
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { [engine] in for _ in 0..<100 { engine.fire("event") } }
      }
    }
    #expect(journal.picture.split(separator: " ").count == 800)
  }
}
