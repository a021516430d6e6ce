import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// What processes of a run share, by two stores of one directory in this process.
@Suite struct SharedDetailTests {
  private let scratch: ScratchDirectory
  private let signal = Signal<Void>("s", in: SignalNamespace()).runWide()
  // Two objects that stand for one appliance, as two processes have.
  private let here = Probe("same")
  private let there = Probe("same")
  private let first: TestRun
  private let second: TestRun

  init() throws {
    scratch = try ScratchDirectory()
    first = TestRun(directory: scratch.path + "/fixtures")
    second = TestRun(directory: scratch.path + "/fixtures")
  }

  private func detail(
    _ name: String = "value", timeToLive: Duration? = nil, clock: DetailClock = .steady
  ) -> CachedDetail<Probe, Int> {
    CachedDetail(name, staleOn: [.signal(signal)], timeToLive: timeToLive, sharing: .run, clock: clock) { $0.ask() }
  }

  @Test func theSecondTakesWhatTheFirstHasFetched() throws {
    let detail = detail()
    here.value = 4
    #expect(try first { () throws in try here.get(detail) } == 4)
    #expect(try second { () throws in try there.get(detail) } == 4)
    #expect(there.count == 0)
    #expect(second.lines == ["detail value of same shared"])
  }

  @Test func whatIsStaleIsNotTaken() throws {
    let detail = detail()
    _ = try first { () throws in try here.get(detail) }
    first { _ = signal.send(from: here) }
    #expect(try second { () throws in try there.get(detail) } == 0)
    #expect(there.count == 1)
    #expect(try first { () throws in try here.get(detail) } == 0)
    #expect(here.count == 1)
  }

  @Test func clearingAndSettingReachAllProcesses() throws {
    let detail = detail()
    _ = try first { () throws in try here.get(detail) }
    first { here.clear(detail) }
    _ = try second { () throws in try there.get(detail) }
    #expect(there.count == 1)
    try first { () throws in try here.set(detail, to: 9) }
    #expect(try second { () throws in try there.get(detail) } == 9)
    #expect(there.count == 1)
  }

  @Test func whatIsTooOldIsNotTaken() throws {
    let time = Locked(Duration.seconds(100))
    let detail = detail(timeToLive: .seconds(10), clock: DetailClock { time.withLock { $0 } })
    _ = try first { () throws in try here.get(detail) }
    time.withLock { $0 = .seconds(109) }
    _ = try second { () throws in try there.get(detail) }
    #expect(there.count == 0)
    time.withLock { $0 = .seconds(110) }
    _ = try second { () throws in try there.get(detail) }
    #expect(there.count == 1)
  }

  /// What each process notices by itself is no reason for each to fetch.
  @Test func aFileThatChangesIsOneFetchForAll() throws {
    let path = scratch.path + "/server.yml"
    let yaml = CachedDetail<Probe, Int>("yaml", file: .at(path), sharing: .run) { $0.ask() }
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [yaml], sharing: .run) { try $0.get(yaml) + 100 }
    for round in 1...4 {
      try scratch.write("\(round)", to: "server.yml")
      (here.value, there.value) = (round, round)
      for _ in 0..<2 {
        #expect(try first { () throws in try here.get(derived) } == round + 100)
        #expect(try second { () throws in try there.get(derived) } == round + 100)
        #expect(try second { () throws in try there.get(yaml) } == round)
      }
      #expect(here.count + there.count == round)
    }
  }

  @Test func theEndOfATimeToLiveIsOneFetchForAll() throws {
    let time = Locked(Duration.seconds(100))
    let clock = DetailClock { time.withLock { $0 } }
    let detail = detail(timeToLive: .seconds(10), clock: clock)
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [detail], sharing: .run, clock: clock) {
      try $0.get(detail) + 100
    }
    for round in 1...4 {
      (here.value, there.value) = (round, round)
      for _ in 0..<2 {
        #expect(try first { () throws in try here.get(detail) } == round)
        #expect(try second { () throws in try there.get(detail) } == round)
        #expect(try second { () throws in try there.get(derived) } == round + 100)
        #expect(try first { () throws in try here.get(derived) } == round + 100)
      }
      #expect(here.count + there.count == round)
      time.withLock { $0 += .seconds(10) }
    }
  }

  /// Nobody in the second process has ever read what the value is derived from.
  @Test func whatIsTakenEndsWithWhatItIsDerivedFrom() throws {
    let time = Locked(Duration.seconds(100))
    let clock = DetailClock { time.withLock { $0 } }
    let detail = detail(timeToLive: .seconds(10), clock: clock)
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [detail], sharing: .run, clock: clock) {
      try $0.get(detail) + 100
    }
    _ = try first { () throws in try here.get(detail) }
    time.withLock { $0 += .seconds(5) }
    _ = try first { () throws in try here.get(derived) }
    #expect(try second { () throws in try there.get(derived) } == 100)
    #expect(there.count == 0)
    there.value = 1
    time.withLock { $0 += .seconds(5) }
    #expect(try second { () throws in try there.get(derived) } == 101)
  }

  /// The file is another when the fetch ends: what was found is not what the old content says.
  @Test func whatWasFetchedWhileTheFileChangedIsNotTaken() throws {
    let path = scratch.path + "/server.yml"
    let detail = CachedDetail<Probe, Int>("yaml", file: .at(path), sharing: .run) {
      if $0.ask() == 1 { try Data("two".utf8).write(to: URL(fileURLWithPath: path)) }
      return $0.value
    }
    try scratch.write("one", to: "server.yml")
    (here.value, there.value) = (1, 2)
    #expect(try first { () throws in try here.get(detail) } == 1)
    try scratch.write("one", to: "server.yml")
    #expect(try second { () throws in try there.get(detail) } == 2)
  }

  @Test func whatWasFetchedWhileTheFileChangedAndReturnedIsNotTaken() throws {
    let path = scratch.path + "/server.yml"
    let detail = CachedDetail<Probe, Int>("yaml", file: .at(path), sharing: .run) {
      // By an atomic exchange, which shows however short the time is.
      for text in ["two", "one"] where $0.value == 1 {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
      return $0.ask()
    }
    try scratch.write("one", to: "server.yml")
    (here.value, there.value) = (1, 2)
    #expect(try first { () throws in try here.get(detail) } == 1)
    #expect(try second { () throws in try there.get(detail) } == 2)
  }

  @Test func aReadWithAwaitSuspendsWhileAnotherProcessFetches() async throws {
    let detail = detail()
    let (isInside, goOn) = (Latch(), Latch())
    let slow = CachedDetail<Probe, Int>("slow", sharing: .run) {
      isInside.open()
      goOn.wait()
      return $0.ask()
    }
    let (first, second, here, there) = (first, second, here, there)
    let fetching = Task.detached { try await onThread { try first { () throws in try here.get(slow) } } }
    try await onThread { isInside.wait() }
    // More of them than there are threads for tasks: blocked ones would leave none for anybody else.
    let readers = (0..<100).map { number in
      let other = Probe("same")
      return Task.detached { try await second { () async throws in try await (number == 0 ? there : other).get(slow) } }
    }
    for _ in 0..<100 {
      #expect(
        try await Task.detached { try await second { () async throws in try await there.get(detail) } }.value == 0)
    }
    goOn.open()
    _ = try await fetching.value
    for reader in readers { #expect(try await reader.value == 0) }
    #expect(here.count == 1)
  }

  @Test func damagedFilesAreFetchedAgain() throws {
    var generator = SeededGenerator(seed: 6)
    let detail = detail()
    for round in 0..<50 {
      here.value = round
      _ = try first { () throws in
        here.clear(detail)
        return try here.get(detail)
      }
      let name = try #require(scratch.names(in: "fixtures/values").first { !$0.hasSuffix(".lock") })
      let url = URL(fileURLWithPath: "\(scratch.path)/fixtures/values/\(name)")
      var bytes = try Data(contentsOf: url)
      switch round % 3 {
      case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      case 1: bytes[Int.random(in: 0..<bytes.count, using: &generator)] = 0
      default: bytes = Data((0..<100).map { _ in UInt8.random(in: 0...255, using: &generator) })
      }
      try bytes.write(to: url)
      let other = Probe("same")
      other.value = round
      #expect(try second { () throws in try other.get(detail) } == round)
    }
  }

  @Test func aSignalOfThisProcessAloneCannotBeTrusted() {
    let local = Signal<Void>("local", in: SignalNamespace())
    let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(local)], sharing: .run) { $0.ask() }
    let error = #expect(throws: FixtureError.self) { try here.get(detail) }
    #expect(error?.code == .sharing)
    #expect(error?.message.contains("declare it with `.runWide()`") == true)
    let plain = CachedDetail<Probe, Int>("plain") { $0.ask() }
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [plain], sharing: .run) { $0.ask() }
    #expect(throws: FixtureError.self) { try here.get(derived) }
  }

  @Test func aSignalWithoutASenderIsForAllAppliances() throws {
    let plain = CachedDetail<Probe, Int>("plain", staleOn: [.signal(signal)]) { $0.ask() }
    let other = Probe("other")
    try second { () throws in _ = (try there.get(plain), try other.get(plain)) }
    // A store alone, whose process does not know the detail.
    let core = Signal<Void>("s", in: SignalNamespace()).runWide()
    first { _ = core.send(from: here) }
    #expect(!there.isCached(plain) && other.isCached(plain))
    first { _ = core.send() }
    #expect(!other.isCached(plain))
  }

  @Test("a signal from one appliance leaves the details of 255 others")
  func appliancesDoNotShareTheirGenerations() throws {
    let plain = CachedDetail<Probe, Int>("plain", staleOn: [.signal(signal)]) { $0.ask() }
    let probes = (0..<256).map { Probe("10.0.0.\($0)") }
    try first { () throws in
      for probe in probes { _ = try probe.get(plain) }
      for sender in [1, 70, 255] {
        signal.send(from: probes[sender])
        #expect(probes.filter { !$0.isCached(plain) }.map(\.id) == ["10.0.0.\(sender)"])
        _ = try probes[sender].get(plain)
      }
    }
  }

  @Test func withoutAPlaceEachIsAloneAndThatIsSaidOnce() throws {
    try scratch.write("", to: "occupied")
    let run = TestRun(directory: scratch.path + "/occupied")
    let detail = detail()
    try run { () throws in
      for id in ["a", "b"] {
        let probe = Probe(id)
        #expect(try probe.get(detail) == 0)
        #expect(try probe.get(detail) == 0)
        signal.send(from: probe)
        _ = try probe.get(detail)
        #expect(probe.count == 2)
      }
    }
    #expect(run.said.count == 1)
    #expect(run.said.first?.contains("occupied/generations cannot be used") == true)
  }

  @Test func valuesOfRunsThatAreOverAreRemoved() throws {
    let detail = detail()
    _ = try first { () throws in try here.get(detail) }
    FixtureStore.removeValues(leftIn: scratch.path + "/fixtures")
    // The store is there still.
    #expect(scratch.names(in: "fixtures").contains("values"))
    first.store.removeSharedValues()
    #expect(!scratch.names(in: "fixtures").contains("values"))
    // Nobody is stopped by that.
    here.clear(detail)
    #expect(try first { () throws in try here.get(detail) } == 0)
  }
}
