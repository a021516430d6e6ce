import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import TestSupport
import Testing

/// Many readers, and signals at random moments: whoever begins to read after a signal was sent gets nothing older.
@Suite(.timeLimit(.minutes(5))) struct ConcurrentReadersTests {
  /// A server whose state is a number, which every change raises.
  private final class World: Appliance {
    let id: String
    let changed: Signal<Void>
    /// The state.
    let version = AtomicNumber(0)
    private let told = Locked(0)
    let fetches = AtomicNumber(0)
    let staleReads = AtomicNumber(0)
    let goesOn = AtomicFlag(true)

    init(_ id: String, _ changed: Signal<Void>) {
      self.id = id
      self.changed = changed
    }

    func change() {
      let next = version.increment() + 1
      changed.send(from: self)
      told.withLock { $0 = max($0, next) }
    }

    /// The state that everybody may rely on: the signal of the change has been sent.
    var known: Int { told.withLock { $0 } }

    func fetch() -> Int {
      _ = fetches.increment()
      return version.value
    }
  }

  private let changed = Signal<Void>("changed", in: SignalNamespace())

  @Test func aThousandTasksNeverReadWhatIsStale() async throws {
    let world = World("a", changed)
    let other = World("b", changed)
    let plain = CachedDetail<World, Int>("plain", staleOn: [.signal(changed)]) { $0.fetch() }
    let slow = AsyncCachedDetail<World, Int>("slow", staleOn: [.signal(changed)]) { world in
      let version = world.fetch()
      for _ in 0..<Int.random(in: 0..<4) { await Task.yield() }
      return version
    }
    let derived = AsyncCachedDetail<World, Int>("derived", derivedFrom: [slow, plain]) {
      min(try await $0.get(slow), try await $0.get(plain))
    }
    _ = (try await other.get(slow), try await other.get(plain))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reader in 0..<1000 {
        group.addTask {
          for _ in 0..<20 {
            let floor = world.known
            let value =
              switch reader % 3 {
              case 0: try await world.get(plain)
              case 1: try await world.get(slow)
              default: try await world.get(derived)
              }
            if value < floor { _ = world.staleReads.increment() }
            await Task.yield()
          }
        }
      }
      group.addTask {
        while world.goesOn.isSet {
          world.change()
          for _ in 0..<Int.random(in: 0..<50) { await Task.yield() }
        }
      }
      for _ in 0..<1000 { try await group.next() }
      world.goesOn.exchange(false)
    }
    #expect(world.staleReads.value == 0)
    #expect(world.version.value > 0)
    #expect(world.fetches.value < 60_000)
    #expect(other.fetches.value == 2)
  }

  @Test func twoHundredThreadsNeverReadWhatIsStale() throws {
    let world = World("a", changed)
    let plain = CachedDetail<World, Int>("plain", staleOn: [.signal(changed)]) { $0.fetch() }
    let derived = CachedDetail<World, Int>("derived", derivedFrom: [plain]) { try $0.get(plain) }
    let stale = atOnce(200) { thread in
      (0..<50).reduce(into: 0) { count, turn in
        if thread % 20 == 0, turn % 5 == 0 { world.change() }
        let floor = world.known
        let value = try? world.get(thread % 2 == 0 ? plain : derived)
        if value ?? -1 < floor { count += 1 }
      }
    }
    #expect(stale.reduce(0, +) == 0)
    #expect(try world.get(plain) == world.version.value)
  }

  @Test func allThreadsThatReadAtOnceShareOneFetch() throws {
    let probe = Probe()
    let arrived = Locked(0)
    let detail = CachedDetail<Probe, Int>("value") { probe in
      // Goes on when all threads are about to read, so that most of them wait.
      while arrived.withLock({ $0 }) < 64 {}
      return probe.ask()
    }
    let values = atOnce(64) { _ -> Int? in
      arrived.withLock { $0 += 1 }
      return try? probe.get(detail)
    }
    #expect(values == Array(repeating: 0, count: 64))
    #expect(probe.count == 1)
  }

  @Test func threadsThatReadOneAnothersDetailsInACircleGetAnError() {
    let probe = Probe()
    let pair = Locked<[CachedDetail<Probe, Int>]>([])
    let inside = Locked(0)
    let make = { @Sendable (name: String, other: Int) in
      CachedDetail<Probe, Int>(name) { probe in
        inside.withLock { $0 += 1 }
        while inside.withLock({ $0 }) < 2 {}
        return try probe.get(pair.withLock { $0[other] })
      }
    }
    pair.withLock { $0 = [make("a", 1), make("b", 0)] }
    let messages = atOnce(2) { thread -> String in
      do {
        return "\(try probe.get(pair.withLock { $0[thread] }))"
      } catch {
        return "\(error)"
      }
    }
    #expect(messages.allSatisfy { $0.hasPrefix("what is being made needs itself: ") }, "\(messages)")
  }
}
