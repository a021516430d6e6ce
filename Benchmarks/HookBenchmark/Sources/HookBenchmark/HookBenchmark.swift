import ExhibitHooks

/// Fires a hook event as often as it is told to, and says how long that took.
///
/// It reads lines `<hooks> <count>` and answers each with nanoseconds for one event, so that who compares it with
/// something else can let the two take turns.
@main
enum HookBenchmark {
  /// A plugin whose hook reads a value of the event, and adds it to a sum.
  private struct AddingPlugin: Plugin {
    static let name = "adding"
    private let tally: Tally

    init(ident: String, options: NoOptions) { tally = Tally() }
    init(_ tally: Tally) { self.tally = tally }

    func register(in hooks: inout PluginHooks) {
      hooks.on("event") { [tally] event in tally.add(try event[.number]) }
    }
  }

  private struct Setup {
    let engine = HookEngine()
    let tally = Tally()

    init(hooks: Int) {
      for index in 0..<hooks { engine.add(AddingPlugin(tally), ident: "plugin\(index)") }
    }

    /// Fires, and looks at each result: values, outcomes and times are there, whether or not they are asked for.
    func fire(_ count: Int) -> Int {
      var outcomes = 0
      for _ in 0..<count {
        let result = engine.fire("event", ["number": 1])
        outcomes += result.outcomes.count
      }
      return outcomes
    }
  }

  static func main() {
    var setups: [Int: Setup] = [:]
    while let line = readLine() {
      let words = line.split(separator: " ").compactMap { Int($0) }
      guard words.count == 2 else { continue }
      let (hooks, count) = (words[0], words[1])
      let setup = setups[hooks] ?? Setup(hooks: hooks)
      setups[hooks] = setup
      let before = setup.tally.value
      var outcomes = 0
      let duration = ContinuousClock().measure { outcomes = setup.fire(count) }
      precondition(outcomes == hooks * count && setup.tally.value - before == hooks * count, "a hook was not called")
      print(duration / .nanoseconds(1) / Double(count))
      fflushOutput()
    }
  }
}

extension ValueKey where Value == Int {
  fileprivate static var number: Self { Self("number") }
}
