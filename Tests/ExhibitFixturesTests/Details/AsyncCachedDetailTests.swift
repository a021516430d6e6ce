import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct AsyncCachedDetailTests {
  private let changed = Signal<Void>("changed", in: SignalNamespace())
  private let probe = Probe()

  @Test func isFetchedOnceForAllTasks() async throws {
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("value") { probe in
      await gate.wait()
      return probe.ask()
    }
    let probe = probe
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { try await probe.get(detail) } }
      await gate.untilSomebodyWaits()
      gate.open()
      for try await value in group { #expect(value == 0) }
    }
    #expect(probe.count == 1)
  }

  @Test func anErrorReachesAllAndIsNotKept() async throws {
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("value") { probe in
      await gate.wait()
      throw Mishap("no \(probe.ask())")
    }
    let probe = probe
    let errors = await withTaskGroup(of: String.self) { group in
      for _ in 0..<10 {
        group.addTask { do { return "\(try await probe.get(detail))" } catch { return "\(error)" } }
      }
      await gate.untilSomebodyWaits()
      gate.open()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(errors) == ["no 0"])
    await #expect(throws: Mishap.self) { try await probe.get(detail) }
    // Those who came after the end of the first fetch may have had one of their own.
    #expect(probe.count >= 2)
  }

  @Test func aReaderThatIsCancelledLeavesTheFetchToTheOthers() async throws {
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("value") { probe in
      await gate.wait()
      return try Task.isCancelled ? { throw Mishap("cancelled") }() : probe.ask()
    }
    let probe = probe
    let first = Task { try await probe.get(detail) }
    await gate.untilSomebodyWaits()
    let second = Task { try await probe.get(detail) }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    gate.open()
    #expect(try await second.value == 0)
    #expect(probe.count == 1)
  }

  @Test func whoReadsAfterAnInvalidationNeverGetsWhatWasBegunBefore() async throws {
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { probe in
      let value = probe.ask()
      if value == 0 { await gate.wait() }
      return value
    }
    let probe = probe
    let early = Task { try await probe.get(detail) }
    await gate.untilSomebodyWaits()
    probe.value = 1
    changed.send(from: probe)
    #expect(try await probe.get(detail) == 1)
    gate.open()
    #expect(try await early.value == 0)
    // The late end of the early fetch is not kept.
    #expect(try await probe.get(detail) == 1)
    #expect(probe.count == 2)
  }

  /// The time to live of what it is derived from ends while that is still being fetched, and somebody fetches it again.
  @Test func whatIsMadeOfAValueThatWasTooLateIsNotKept() async throws {
    let gate = Gate()
    let time = Locked(Duration.zero)
    let clock = DetailClock { time.withLock { $0 } }
    let detail = AsyncCachedDetail<Probe, Int>("value", timeToLive: .seconds(10), clock: clock) { probe in
      let value = probe.ask()
      if value == 0 { await gate.wait() }
      return value
    }
    let derived = AsyncCachedDetail<Probe, Int>("derived", derivedFrom: [detail]) { try await $0.get(detail) + 100 }
    let probe = probe
    let early = Task { try await probe.get(derived) }
    await gate.untilSomebodyWaits()
    probe.value = 1
    time.withLock { $0 = .seconds(10) }
    #expect(try await probe.get(detail) == 1)
    gate.open()
    #expect(try await early.value == 100)
    #expect(try await probe.get(derived) == 101)
  }

  @Test func whatIsDerivedEndsWithTheValueItWasMadeOf() async throws {
    let time = Locked(Duration.zero)
    let clock = DetailClock { time.withLock { $0 } }
    let detail = AsyncCachedDetail<Probe, Int>("value", timeToLive: .seconds(10), clock: clock) { $0.ask() }
    let derived = AsyncCachedDetail<Probe, Int>("derived", derivedFrom: [detail], timeToLive: .seconds(8), clock: clock)
    {
      try await $0.get(detail) + 100
    }
    #expect(try await probe.get(detail) == 0)
    time.withLock { $0 = .seconds(5) }
    #expect(try await probe.get(derived) == 100)
    probe.value = 1
    time.withLock { $0 = .seconds(10) }
    #expect(try await probe.get(derived) == 101)
    #expect(probe.count == 2)
  }

  @Test func whatIsSetDuringAFetchStays() async throws {
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("value") { probe in
      await gate.wait()
      return probe.ask()
    }
    let probe = probe
    let early = Task { try await probe.get(detail) }
    await gate.untilSomebodyWaits()
    try probe.set(detail, to: 5)
    gate.open()
    #expect(try await early.value == 0)
    #expect(try await probe.get(detail) == 5)
  }

  @Test func detailsThatWaitForOneAnotherAreAnError() async throws {
    let pair = Locked<[AsyncCachedDetail<Probe, Int>]>([])
    let bothRun = Gate()
    let make = { @Sendable (name: String, other: Int) in
      AsyncCachedDetail<Probe, Int>(name) { probe in
        if probe.ask() == 0 {
          probe.value = 1
          await bothRun.wait()
        } else {
          bothRun.open()
        }
        return try await probe.get(pair.withLock { $0[other] })
      }
    }
    let (a, b) = (make("a", 1), make("b", 0))
    pair.withLock { $0 = [a, b] }
    let probe = probe
    let first = Task { try await probe.get(a) }
    await bothRun.untilSomebodyWaits()
    let second = Task { try await probe.get(b) }
    for task in [first, second] {
      let error = await #expect(throws: FixtureError.self) { try await task.value }
      #expect(error?.code == .cycle)
      #expect(
        ["a of probe → b of probe → a of probe", "b of probe → a of probe → b of probe"].contains {
          error?.message == "what is being made needs itself: " + $0
        })
    }
  }

  @Test func derivesFromDetailsOfTheOtherKind() async throws {
    let details = CachedDetail<Probe, Int>("details", staleOn: [.signal(changed)]) { $0.ask() }
    let text = AsyncCachedDetail<Probe, String>("text", derivedFrom: [details]) { "\(try $0.get(details))" }
    #expect(try await probe.get(text) == "0")
    probe.value = 1
    changed.send(from: probe)
    #expect(try await probe.get(text) == "1")
  }
}
