import ExhibitHooks
import ExhibitSupport
import Testing

@Suite struct DirectHookTests {
  private struct Failure: Error {}

  private final class Subject: Sendable {
    let calls = Locked<[String]>([])

    func add(_ call: String) { calls.withLock { $0.append(call) } }
  }

  private struct BuiltIn: Plugin {
    static let name = "builtin"
    let ident: String
    var fails = false

    init(ident: String, options: NoOptions) {
      self.ident = ident
      fails = ident == "failing"
    }

    func register(in hooks: inout PluginHooks) {
      let (ident, fails) = (ident, fails)
      hooks.on(
        "event", values: { _ in },
        direct: { subject in
          (subject as? Subject)?.add(ident)
          if fails { throw Failure() }
        })
    }
  }

  private let engine = HookEngine()
  private let subject = Subject()
  private var calls: [String] { subject.calls.withLock { $0 } }

  private func addDefaultCallback() {
    engine.beforeByDefault(
      "event", named: "default", values: { _, _ in }, direct: { ($0 as? Subject)?.add("default") })
  }

  @Test func defaultCallbacksAloneAreNoReasonToFire() {
    addDefaultCallback()
    #expect(engine.fireDirectly("event", about: subject)?.isEmpty == true)
    engine.after("other", named: "post") { _, _ in }
    #expect(engine.fireDirectly("event", about: subject)?.isEmpty == true)
    #expect(calls.isEmpty)
  }

  @Test func eachTakesTheSubjectInOrderAndAFailureStopsNoOther() throws {
    for ident in ["one", "failing", "two"] { engine.add(BuiltIn(ident: ident, options: NoOptions()), ident: ident) }
    addDefaultCallback()
    let failures = try #require(engine.fireDirectly("event", about: subject))
    #expect(calls == ["default", "one", "failing", "two"])
    #expect(failures.map(\.hook) == ["failing"])
    #expect(failures.first?.error is Failure)
    #expect(failures.first?.phase == .plugin)
  }

  @Test func nothingIsDoneWhileAHookWantsValues() {
    engine.add(BuiltIn(ident: "one", options: NoOptions()), ident: "one")
    engine.after("event", named: "user") { _, _ in }
    #expect(engine.fireDirectly("event", about: subject) == nil)
    #expect(calls.isEmpty)
    engine.removeCallback(after: "event", named: "user")
    #expect(engine.fireDirectly("event", about: subject)?.isEmpty == true)
    #expect(calls == ["one"])
  }

  @Test func nothingIsDoneWhileHooksRunAtOnceOrInTheBackground() {
    engine.add(BuiltIn(ident: "one", options: NoOptions()), ident: "one")
    engine.isThreaded = true
    #expect(engine.fireDirectly("event", about: subject) == nil)
    engine.isThreaded = false
    engine.add(BuiltIn(ident: "two", options: NoOptions()), ident: "two", inBackground: true)
    #expect(engine.fireDirectly("event", about: subject) == nil)
    #expect(calls.isEmpty)
    engine.remove(ident: "two")
    #expect(engine.fireDirectly("event", about: subject)?.isEmpty == true)
    #expect(calls == ["one"])
  }
}
