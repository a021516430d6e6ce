import ExhibitHooks
import ExhibitSupport
import Testing

/// What hooks and values hold may use the engine when it ends.
@Suite struct LastWordsTests {
  private final class Last: Sendable {
    let engine: HookEngine
    let said: Locked<Int>

    init(_ engine: HookEngine, _ said: Locked<Int>) {
      self.engine = engine
      self.said = said
    }

    deinit {
      engine.removeCallback(before: "other", named: "x")
      said.withLock { $0 += 1 }
    }
  }

  private struct Holder: Plugin {
    static let name = "holder"
    let last: Last

    init(ident: String, options: NoOptions) throws { throw CancellationError() }

    init(_ last: Last) { self.last = last }

    func register(in hooks: inout PluginHooks) {
      hooks.on("page") { [last] _ in _ = last }
    }
  }

  private let engine = HookEngine()
  private let said = Locked(0)
  private var last: Last { Last(engine, said) }

  @Test func ofACallbackThatIsReplacedOrTakenAway() {
    for _ in 0..<3 {
      let last = last
      engine.before("page", named: "a") { _, _ in _ = last }
    }
    engine.removeCallback(before: "page", named: "a")
    #expect(said.withLock { $0 } == 3)
  }

  @Test func ofAPluginThatIsTakenAway() {
    engine.add(Holder(last), ident: "holder")
    engine.add(Holder(last), ident: "holder")
    engine.remove(ident: "holder")
    #expect(said.withLock { $0 } == 2)
  }

  @Test func ofValues() {
    engine.beginWatching()
    engine.after("page", named: "a") { _, update in update.globals[named: "last"] = 1 }
    let key = ValueKey<Last>("last")
    engine.setGlobal(key, to: last)
    for _ in 0..<5 { engine.fire("page", ["page": last]) }
    engine.setGlobal(key, to: last)
    engine.setGlobal(key, to: nil)
    #expect(said.withLock { $0 } >= 6)
  }
}
