import ExhibitFixtures

final class Clock: Appliance {
  let id = "clock"
  static let time = CachedDetail<Clock, Int>("time", staleOn: [.serverDetailsChanged]) { _ in 12 }
}

@main
enum Main {
  static func main() throws {
    let clock = Clock()
    print("time: \(try clock.get(Clock.time)), cached: \(clock.isCached(Clock.time))")
    print("store: \(FixtureStore.current == nil ? "none" : "one")")
  }
}
