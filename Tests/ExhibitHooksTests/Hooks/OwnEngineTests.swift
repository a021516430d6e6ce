import ExhibitHooks
import ExhibitSupport
import Testing

/// What somebody needs who makes an engine without a test run.
@Suite struct OwnEngineTests {
  private struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  private final class LatePlugin: Plugin {
    static let name = "late"

    init(ident: String, options: NoOptions) {}

    func register(in hooks: inout PluginHooks) {
      hooks.on("deploy") { _ in throw Trouble(description: "in the background") }
    }
  }

  @Test func failuresAreHeardOfWhereverTheyHappen() {
    let engine = HookEngine()
    let heard = Locked<[[String]]>([[], []])
    for listener in 0..<2 {
      engine.reportFailures { result in
        heard.withLock { $0[listener] += result.failures.map { "\($0.hook): \($0.error.map { "\($0)" } ?? "")" } }
      }
    }
    engine.add(LatePlugin(ident: "late", options: NoOptions()), ident: "late", inBackground: true)
    engine.before("first", named: "starts") { _, _ in
      engine.enqueue("second")
      throw Trouble(description: "at once")
    }
    engine.before("second", named: "follows") { _, _ in throw Trouble(description: "enqueued") }
    engine.fire("first")
    engine.fire("deploy")
    #expect(engine.drainBackground(within: .seconds(30)).isEmpty)
    let expected = ["follows: enqueued", "late: in the background", "starts: at once"]
    #expect(heard.withLock { $0.map { $0.sorted() } } == [expected, expected])
  }
}
