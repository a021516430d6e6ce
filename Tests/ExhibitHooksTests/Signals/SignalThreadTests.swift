import ExhibitSupport
import Foundation
import Testing

@testable import ExhibitHooks

/// Flaw F32: blinker's tables change size under the feet of its threads.
///
/// `SIGNAL_SOAK_SECONDS=10 swift test --sanitize=thread --filter 'SignalThreadTests|ObjectSignalTests'` takes longer.
@Suite(.serialized) struct SignalThreadTests {
  private static let seconds = ProcessInfo.processInfo.environment["SIGNAL_SOAK_SECONDS"].flatMap(Double.init)
  private static let threadCount = 8
  private static let lasting = Sender()

  /// Runs a body on eight threads until each has done a number of rounds, or the time asked for is over.
  static func onThreads(
    rounds: Int, _ body: @escaping @Sendable (_ thread: Int, _ round: Int) -> Void
  ) async -> Int {
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    let total = Locked(0)
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let running = Locked(threadCount)
      for thread in 0..<threadCount {
        Thread.detachNewThread {
          var round = 0
          while end.map({ .now < $0 }) ?? (round < rounds) {
            body(thread, round)
            round += 1
          }
          let done = round
          total.withLock { $0 += done }
          let left = running.withLock { running in
            running -= 1
            return running
          }
          if left == 0 { continuation.resume() }
        }
      }
    }
    return total.withLock { $0 }
  }

  @Test("F32: eight threads connect, disconnect, mute and send; nothing is lost, nothing is doubled")
  func everyDeliveryHappensOnce() async throws {
    let signal = Signal<Int>("threads", in: SignalNamespace())
    let alive = Locked(0)
    // One receiver stands through it all, one only for each thread as sender, and each thread has its own for a while.
    let (standing, wrong) = (Locked(0), Locked(0))
    let standingConnection = try signal.connect { value in
      if value >= 0 { standing.withLock { $0 += 1 } } else { wrong.withLock { $0 += 1 } }
    }
    let limited = Array(repeating: (), count: Self.threadCount).map { Locked(0) }
    let limitedConnections = try (0..<Self.threadCount).map { thread in
      try signal.connect(from: .value(thread)) { [limited] value in
        // Only its own thread sends from this value.
        limited[thread].withLock { $0 += value == thread ? 1 : 1_000_000 }
      }
    }
    let rounds = await Self.onThreads(rounds: 400) { thread, round in
      let tracked = Tracked(alive)
      let own = Locked(0)
      let owner = Sender()
      let lasting = Self.lasting
      let connection = try? signal.connect(whileAlive: round % 2 == 0 ? owner : lasting) { value in
        tracked.touch()
        if value == thread { own.withLock { $0 += 1 } }
      }
      signal.send(thread, from: thread)
      signal.muted {
        signal.muted { _ = signal.send(-1, from: thread) }
        signal.send(-1)
      }
      signal.send(thread)
      connection?.disconnect()
      connection?.disconnect()
      signal.send(thread)
      // Connected for two of the three sends.
      if own.withLock({ $0 }) != 2 { wrong.withLock { $0 += 1 } }
    }
    #expect(standing.withLock { $0 } == 3 * rounds)
    #expect(wrong.withLock { $0 } == 0)
    #expect(limited.reduce(0) { sum, count in sum + count.withLock { $0 } } == rounds)
    for connection in limitedConnections + [standingConnection] { connection.disconnect() }
    #expect(alive.withLock { $0 } == 0)
    #expect(signal.core.snapshot.entries.isEmpty)
  }

  @Test("F32: names are declared, registered, fired and unregistered on eight threads")
  func namesAreSafeToo() async throws {
    let namespace = SignalNamespace()
    let (count, alive) = (Locked(0), Locked(0))
    _ = Signal<SignalArguments>("shared", in: namespace)
    namespace.register("shared") { _ in count.withLock { $0 += 1 } }
    Reports.collect()
    let rounds = await Self.onThreads(rounds: 200) { thread, round in
      let name = "name-\(round % 50)"
      let tracked = Tracked(alive)
      let own = Locked(0)
      let callback = namespace.register(name, with: [thread]) { arguments in
        tracked.touch()
        if arguments[1, as: Int.self] == thread { own.withLock { $0 += 1 } }
      }
      // Another thread may declare the name at any moment; a fire reaches the callback all the same, and once.
      if (thread + round) % 3 == 0 { _ = Signal<SignalArguments>(name, in: namespace) }
      namespace.fire(name, [thread])
      namespace.fire("shared")
      callback.unregister()
      namespace.fire(name, [thread])
      if own.withLock({ $0 }) != 1 { count.withLock { $0 += 1_000_000 } }
    }
    #expect(count.withLock { $0 } == rounds)
    #expect(alive.withLock { $0 } == 0)
  }

  /// Other tests use memory too: only in the long form, alone.
  @Test("F38: the memory in use does not grow from round to round", .enabled(if: seconds != nil))
  func memoryDoesNotGrow() throws {
    let signal = Signal<Int>("rounds", in: SignalNamespace())
    func use() throws -> Int {
      for round in 0..<2000 {
        let owner = Sender()
        let connections = try (0..<10).map { try signal.connect(from: .value($0 * round)) { _ in } }
        try signal.connect(whileAlive: owner) { _ in }
        signal.send(round)
        signal.muted { _ = signal.send(round) }
        for connection in connections { connection.disconnect() }
      }
      // Of Linux: the pages in memory.
      let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
      return try #require(Int(pages)) * 4
    }
    let first = try (0..<5).map { _ in try use() }.max() ?? 0
    let last = try (0..<20).map { _ in try use() }.max() ?? 0
    print("KiB in memory after 5 rounds: \(first), after 25 rounds: \(last)")
    #expect(last - first < 1024)
  }

  /// Two threads that meet, and what the send of one saw of the other.
  private final class Race: Sendable {
    let hasEnded = AtomicFlag(false)
    let wasWrong = AtomicFlag(false)
    private let arrivals = AtomicNumber(0)

    func meet() {
      arrivals.increment()
      while arrivals.value < 2 { sched_yield() }
    }
  }

  /// The first receiver keeps each send until the second is disconnected, whose turn is then still to come.
  @Test("1.5.5: nobody is called who was disconnected by another thread before its turn", .timeLimit(.minutes(3)))
  func disconnectionDuringASendHolds() throws {
    let signal = Signal<Race>("race", in: SignalNamespace())
    try signal.connect { race in while !race.hasEnded.isSet { sched_yield() } }
    // Others hold the lock of the list at times, so that a disconnection stops half-way.
    let (isOver, pruned) = (Locked(false), DispatchSemaphore(value: 0))
    for _ in 0..<2 {
      Thread.detachNewThread {
        while !isOver.withLock({ $0 }) { signal.core.prune() }
        pruned.signal()
      }
    }
    let (end, done) = (Self.seconds.map { ContinuousClock.now + .seconds($0) }, DispatchSemaphore(value: 0))
    var (trials, wrong) = (0, 0)
    while end.map({ .now < $0 }) ?? (trials < 2000) {
      let victim = try signal.connect { race in if race.hasEnded.isSet { race.wasWrong.exchange(true) } }
      _ = signal.core.snapshot
      let race = Race()
      // Each second time six do so at once: also who is not the first may rely on it afterwards.
      for _ in 0...(trials % 2 * 5) {
        Thread.detachNewThread {
          race.meet()
          victim.disconnect()
          race.hasEnded.exchange(true)
          done.signal()
        }
      }
      race.meet()
      signal.send(race)
      for _ in 0...(trials % 2 * 5) { done.wait() }
      if race.wasWrong.isSet { wrong += 1 }
      trials += 1
    }
    isOver.withLock { $0 = true }
    for _ in 0..<2 { pruned.wait() }
    #expect(wrong == 0)
  }

  /// What is sent carries a number that grows; a connection that another thread has ended is told the number of then.
  @Test("F32, 1.5.5: receivers are disconnected by other threads than those that connected them")
  func disconnectionsByOtherThreadsHold() async throws {
    struct Guest: Sendable {
      let connection: SignalConnection
      let endedAt: Locked<Int?>
    }
    let signal = Signal<Int>("guests", in: SignalNamespace())
    let (number, guests) = (Counter(), Locked<[Guest]>([]))
    let (alive, wrong) = (Locked(0), Locked(0))
    _ = await Self.onThreads(rounds: 400) { thread, round in
      let tracked = Tracked(alive)
      let (endedAt, calls) = (Locked<Int?>(nil), Locked(0))
      let own = number.next()
      let sender: SignalSender? = round % 3 == 0 ? .value(thread) : nil
      let connection = try? signal.connect(from: sender) { payload in
        tracked.touch()
        if let end = endedAt.withLock({ $0 }), payload > end { wrong.withLock { $0 += 1 } }
        if payload == own { calls.withLock { $0 += 1 } }
      }
      guard let connection else { return }
      signal.send(own, from: .value(thread))
      if calls.withLock({ $0 }) != 1 { wrong.withLock { $0 += 1 } }
      // Others are taken out by whoever comes first, two at once at times.
      let others = guests.withLock { guests -> [Guest] in
        guests.append(Guest(connection: connection, endedAt: endedAt))
        defer { if guests.count > 8 { guests.removeFirst(4) } }
        return Array(guests.prefix(4))
      }
      for other in others {
        other.connection.disconnect()
        let end = number.next()
        other.endedAt.withLock { $0 = $0 ?? end }
      }
      signal.send(number.next(), from: .value(thread))
    }
    for guest in guests.withLock({ $0 }) { guest.connection.disconnect() }
    #expect(wrong.withLock { $0 } == 0)
    #expect(alive.withLock { $0 } == 0)
    #expect(signal.core.snapshot.entries.isEmpty)
  }
}
