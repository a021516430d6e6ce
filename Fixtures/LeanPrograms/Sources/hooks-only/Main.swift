import ExhibitHooks

/// Counts the orders that it hears of.
final class Till: Plugin {
  static let name = "till"

  private let ident: String

  init(ident: String, options: NoOptions) {
    self.ident = ident
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on("order_placed") { [ident] event, update in
      update[.receipt] = "\(ident): \(try event[.price]) in \(event[ifPresent: .currency] ?? "?")"
    }
  }
}

extension ValueKey where Value == String {
  static var receipt: Self { Self("receipt") }
  static var currency: Self { Self("currency") }
}

extension ValueKey where Value == Int {
  static var price: Self { Self("price") }
}

@main
enum Main {
  static func main() {
    let engine = HookEngine()
    engine.setGlobal(.currency, to: "EUR")
    engine.before("order_placed", named: "discount") { event, update in
      update[.price] = try event[.price] - 1
    }
    engine.add(Till(ident: "main", options: NoOptions()), ident: "main")
    engine.after("order_placed", named: "print") { event, _ in print(try event[.receipt]) }
    let result = engine.fire("order_placed", ["price": 100])
    print("\(result.outcomes.count) hooks, \(result.failures.count) failed")
  }
}
