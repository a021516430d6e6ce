import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// Many readers, and changes at random moments: whoever begins to read after a change was told gets nothing older.
@Suite(.timeLimit(.minutes(5))) struct ConcurrentReadersTests {
  /// What is true: a number, which every change raises.
  private final class Truth: Sendable {
    let version = AtomicNumber(0)
    /// The number that everybody may rely on: whatever makes details stale has been done.
    let told = AtomicNumber(0)
    let fetches = AtomicNumber(0)
    let staleReads = AtomicNumber(0)
    let goesOn = AtomicFlag(true)

    func fetch() -> Int {
      _ = fetches.increment()
      return version.value
    }
  }

  /// A server whose state is the truth.
  private final class World: Appliance {
    let id: String
    let truth: Truth

    init(_ id: String, _ truth: Truth = Truth()) {
      self.id = id
      self.truth = truth
    }
  }

  private typealias Plain = CachedDetail<World, Int>
  private typealias Slow = AsyncCachedDetail<World, Int>

  private let changed = Signal<Void>("changed", in: SignalNamespace())
  private let world = World("a")
  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
  }

  /// A fetch that takes its time.
  private static func fetchSlowly(_ world: World) async -> Int {
    let version = world.truth.fetch()
    for _ in 0..<Int.random(in: 0..<4) { await Task.yield() }
    return version
  }

  /// A thousand tasks read while the truth changes.
  ///
  /// - Parameters:
  ///   - most: How often one change may be the cause of a fetch: once for each detail.
  ///   - read: Reads a detail, which one the number of the task says.
  ///   - change: Makes all details stale; gets the number of the change.
  /// - Throws: What a read or a change throws.
  private func readMany(
    fetchesForAChange most: Int, read: @escaping @Sendable (Int) async throws -> Int,
    change: @escaping @Sendable (Int) throws -> Void
  ) async throws {
    let truth = world.truth
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reader in 0..<1000 {
        group.addTask {
          for _ in 0..<20 {
            let floor = truth.told.value
            if try await read(reader) < floor { _ = truth.staleReads.increment() }
            await Task.yield()
          }
        }
      }
      group.addTask {
        // Far fewer than reads, so that a fetch too many shows.
        for number in 1...500 where truth.goesOn.isSet {
          truth.version.set(number)
          try change(number)
          truth.told.set(number)
          for _ in 0..<Int.random(in: 0..<50) { await Task.yield() }
        }
      }
      for _ in 0..<1000 { try await group.next() }
      truth.goesOn.exchange(false)
      try await group.waitForAll()
    }
    #expect(truth.staleReads.value == 0)
    #expect(truth.version.value > 0)
    #expect(truth.fetches.value <= most * (truth.version.value + 1))
    #expect(try await read(0) == truth.version.value)
  }

  @Test func signals() async throws {
    let (world, changed) = (world, changed)
    let other = World("b")
    let plain = Plain("plain", staleOn: [.signal(changed)]) { $0.truth.fetch() }
    let slow = Slow("slow", staleOn: [.signal(changed)]) { await Self.fetchSlowly($0) }
    let derived = Slow("derived", derivedFrom: [slow, plain]) { min(try await $0.get(slow), try await $0.get(plain)) }
    _ = (try await other.get(slow), try await other.get(plain))
    try await readMany(fetchesForAChange: 2) { reader in
      switch reader % 3 {
      case 0: try await world.get(plain)
      case 1: try await world.get(slow)
      default: try await world.get(derived)
      }
    } change: { _ in
      changed.send(from: world)
    }
    #expect(other.truth.fetches.value == 2)
  }

  @Test func files() async throws {
    let (world, scratch) = (world, scratch)
    let path = scratch.path + "/server.yml"
    let plain = Plain("plain", file: .at(path)) { $0.truth.fetch() }
    let slow = Slow("slow", file: .at(path)) { await Self.fetchSlowly($0) }
    let derived = Slow("derived", derivedFrom: [slow, plain]) { min(try await $0.get(slow), try await $0.get(plain)) }
    try await readMany(fetchesForAChange: 2) { reader in
      switch reader % 3 {
      case 0: try await world.get(plain)
      case 1: try await world.get(slow)
      default: try await world.get(derived)
      }
    } change: {
      try Data("\($0)".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  @Test func timesToLive() async throws {
    let world = world
    let seconds = AtomicNumber(0)
    let clock = DetailClock { .seconds(seconds.value) }
    let plain = Plain("plain", timeToLive: .seconds(10), clock: clock) { $0.truth.fetch() }
    let slow = Slow("slow", timeToLive: .seconds(10), clock: clock) { await Self.fetchSlowly($0) }
    let derived = Slow("derived", derivedFrom: [slow, plain], clock: clock) {
      min(try await $0.get(slow), try await $0.get(plain))
    }
    try await readMany(fetchesForAChange: 2) { reader in
      switch reader % 3 {
      case 0: try await world.get(plain)
      case 1: try await world.get(slow)
      default: try await world.get(derived)
      }
    } change: { _ in
      _ = seconds.increment(by: 10)
    }
  }

  @Test func settingAndClearing() async throws {
    let world = world
    let plain = Plain("plain") { $0.truth.fetch() }
    let slow = Slow("slow") { await Self.fetchSlowly($0) }
    let derived = Slow("derived", derivedFrom: [slow, plain]) { min(try await $0.get(slow), try await $0.get(plain)) }
    try await readMany(fetchesForAChange: 2) { reader in
      switch reader % 3 {
      case 0: try await world.get(plain)
      case 1: try await world.get(slow)
      default: try await world.get(derived)
      }
    } change: { number in
      if Bool.random() {
        try world.set(plain, to: number)
        try world.set(slow, to: number)
      } else {
        world.clear(plain)
        world.clear(slow)
      }
    }
  }

  /// Two stores of one directory, as two processes have, and an object for the server in each.
  @Test func sharing() async throws {
    let (world, twin) = (world, World("a", world.truth))
    let (first, second) = (TestRun(directory: scratch.path + "/f"), TestRun(directory: scratch.path + "/f"))
    let changed = changed.runWide()
    let plain = Plain("plain", staleOn: [.signal(changed)], sharing: .run) { $0.truth.fetch() }
    let slow = Slow("slow", staleOn: [.signal(changed)], sharing: .run) { await Self.fetchSlowly($0) }
    // The details are the same objects in both stores, so that a signal is told to the other one twice.
    try await readMany(fetchesForAChange: 4) { reader in
      let (run, server) = reader % 2 == 0 ? (first, world) : (second, twin)
      return try await run { () async throws in
        reader % 4 < 2 ? try await server.get(plain) : try await server.get(slow)
      }
    } change: { number in
      let (run, server) = number % 2 == 0 ? (first, world) : (second, twin)
      run { _ = changed.send(from: server) }
    }
  }

  @Test func twoHundredThreadsNeverReadWhatIsStale() throws {
    let (world, truth, changed) = (world, world.truth, changed)
    let plain = Plain("plain", staleOn: [.signal(changed)]) { $0.truth.fetch() }
    let derived = Plain("derived", derivedFrom: [plain]) { try $0.get(plain) }
    let stale = atOnce(200) { thread in
      (0..<50).reduce(into: 0) { count, turn in
        if thread == 0 {
          truth.version.set(turn)
          changed.send(from: world)
          truth.told.set(turn)
        }
        let floor = truth.told.value
        let value = try? world.get(thread % 2 == 0 ? plain : derived)
        if value ?? -1 < floor { count += 1 }
      }
    }
    #expect(stale.reduce(0, +) == 0)
    #expect(truth.fetches.value <= 51)
    #expect(try world.get(plain) == truth.version.value)
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
