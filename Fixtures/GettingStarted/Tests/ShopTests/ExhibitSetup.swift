import Exhibit

final class ExhibitSetup: RunSetup {
  static func setUp(_ hooks: HookEngine) throws {
    hooks.register(OwnerPlugin.self)

    hooks.before(.finishTest, named: "area") { event, update in
      update[.area] = try event[.testLocation] == "ShopTests/ReceiptTests" ? "printing" : "sales"
    }
  }
}

extension ValueKey where Value == String {
  static var area: Self { Self("area") }
}
