import ExhibitFixtures
import TestSupport
import Testing

/// Who waits for whom, when a value is shared by processes, here by two stores of one directory.
@Suite(.timeLimit(.minutes(2))) struct WaitingTests {
  private let scratch: ScratchDirectory
  private let here = Probe("same")
  private let there = Probe("same")
  private let first: TestRun
  private let second: TestRun
  private let isInside = Latch()

  init() throws {
    scratch = try ScratchDirectory()
    first = TestRun(directory: scratch.path + "/fixtures")
    second = TestRun(directory: scratch.path + "/fixtures")
  }

  @Test func settingAValueWaitsForNoFetch() async throws {
    let (here, there, first, second, isInside) = (here, there, first, second, isInside)
    let gate = Gate()
    let detail = AsyncCachedDetail<Probe, Int>("slow", sharing: .run) {
      isInside.open()
      await gate.wait()
      return $0.ask()
    }
    let fetching = Task.detached { try await first { () async throws in try await here.get(detail) } }
    try await onThread { isInside.wait() }
    let watchdog = Watchdog { gate.open() }
    // The fetch may need just the thread, or the actor, that sets the value.
    try await onThread { try first { () throws in try here.set(detail, to: 5) } }
    #expect(try await first { () async throws in try await here.get(detail) } == 5)
    #expect(try await second { () async throws in try await there.get(detail) } == 5)
    // In the other process too.
    try await onThread { try second { () throws in try there.set(detail, to: 6) } }
    #expect(try await first { () async throws in try await here.get(detail) } == 6)
    #expect(watchdog.end())
    gate.open()
    #expect(try await fetching.value == 0)
    #expect(try await first { () async throws in try await here.get(detail) } == 6)
    #expect(try await second { () async throws in try await there.get(detail) } == 6)
    #expect(here.count + there.count == 1)
  }

  /// Readers without `await` who have joined a fetch may block all threads that run tasks.
  @Test func aFetchOfATaskNeedsNoThreadOfTheTasks() async throws {
    let (here, there, first, second, isInside) = (here, there, first, second, isInside)
    let (goOn, hasBegun, isFree) = (Latch(), Latch(), Latch())
    let detail = CachedDetail<Probe, Int>("slow", sharing: .run) {
      isInside.open()
      goOn.wait()
      return $0.ask()
    }
    let fetching = Task.detached { try await onThread { try first { () throws in try here.get(detail) } } }
    try await onThread { isInside.wait() }
    let leading = Task.detached {
      hasBegun.open()
      return try await second { () async throws in try await there.get(detail) }
    }
    let watchdog = Watchdog { isFree.open() }
    let value = try await onThread {
      hasBegun.wait()
      for _ in 0..<64 { Task.detached { isFree.wait() } }
      goOn.open()
      defer { isFree.open() }
      return try second { () throws in try there.get(detail) }
    }
    #expect(watchdog.end())
    #expect(value == 0)
    #expect(try await fetching.value == 0)
    #expect(try await leading.value == 0)
  }

  /// What is local to a task is there, whatever thread fetches.
  @Test func aFetchOnAThreadOfItsOwnIsInTheTask() async throws {
    let (here, there, first, second, isInside) = (here, there, first, second, isInside)
    let goOn = Latch()
    let detail = CachedDetail<Probe, Bool>("slow", sharing: .run) { probe in
      if probe === here {
        isInside.open()
        goOn.wait()
        throw Mishap("no value to share")
      }
      return FixtureStore.currentAppliance === there && FixtureStore.current === second.store
    }
    let fetching = Task.detached { try await onThread { try first { () throws in try here.get(detail) } } }
    try await onThread { isInside.wait() }
    let leading = Task.detached {
      try await second { () async throws in
        try await FixtureStore.withAppliance(there) { () async throws in try await there.get(detail) }
      }
    }
    goOn.open()
    await #expect(throws: Mishap.self) { try await fetching.value }
    #expect(try await leading.value)
  }
}
