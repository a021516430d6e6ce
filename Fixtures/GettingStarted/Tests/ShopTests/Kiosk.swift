import Exhibit

final class Kiosk: Appliance {
  let id: String
  let program = KioskProgram()

  init(id: String) {
    self.id = id
  }

  static let moved = Signal<String>("kiosk_moved", "A kiosk stands in another street.")

  static let settings = AsyncCachedDetail<Kiosk, Settings>("settings", staleOn: [.signal(moved)]) {
    await $0.program.settings()
  }

  static let label = AsyncCachedDetail<Kiosk, String>("label", derivedFrom: [settings]) {
    let settings = try await $0.get(settings)
    return "\(settings.name), \(settings.street)"
  }

  func move(to street: String) async {
    await program.move(to: street)
    Kiosk.moved.send(street, from: .object(self))
  }

  private let provider = MemoryProvider(name: "kiosk", uniqueFields: ["coupons": ["code"]])

  var coupons: ResourceCollection<Coupon> { ResourceCollection(of: Coupon.self, by: provider, on: id) }
}

struct Settings: Sendable {
  var name: String
  var street: String
}

struct Coupon: Resource {
  static let collection = "coupons"

  let id: Int
  let code: String
  let percent: Int
}

actor KioskProgram {
  private var current = Settings(name: "Kiosk 1", street: "High Street")
  private(set) var requests = 0

  func settings() -> Settings {
    requests += 1
    return current
  }

  func move(to street: String) {
    current.street = street
  }
}
