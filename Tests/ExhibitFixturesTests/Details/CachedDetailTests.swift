import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Testing

@Suite struct CachedDetailTests {
  private let changed = Signal<Void>("changed", in: SignalNamespace())
  private let probe = Probe()

  @Test func isFetchedOnceWhetherItIsReadWithOrWithoutAwait() async throws {
    let detail = CachedDetail<Probe, Int>("value") { $0.ask() }
    #expect(!probe.isCached(detail))
    let readWithout = { (probe: Probe) in try probe.get(detail) }
    for _ in 0..<3 {
      #expect(try readWithout(probe) == 0)
      #expect(try await probe.get(detail) == 0)
    }
    #expect(probe.count == 1)
    #expect(probe.isCached(detail))
  }

  @Test func isFetchedAgainAfterASignal() throws {
    let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { $0.ask() }
    #expect(try probe.get(detail) == 0)
    probe.value = 1
    #expect(try probe.get(detail) == 0)
    changed.send(from: probe)
    #expect(!probe.isCached(detail))
    #expect(try probe.get(detail) == 1)
    #expect(probe.count == 2)
  }

  @Test("1.0.8: setting overrides, clearing is harmless when nothing is there")
  func setAndClear() throws {
    let detail = CachedDetail<Probe, Int>("value") { $0.ask() }
    probe.clear(detail)
    try probe.set(detail, to: 7)
    #expect(try probe.get(detail) == 7)
    #expect(probe.count == 0)
    probe.clear(detail)
    probe.clear(detail)
    #expect(!probe.isCached(detail))
    #expect(try probe.get(detail) == 0)
  }

  @Test("1.0.8: a misspelled name is an error that says the right one")
  func clearByName() throws {
    let first = CachedDetail<Probe, Int>("configuration_details") { $0.ask() }
    let second = CachedDetail<Probe, Int>("zone_description") { $0.ask() }
    _ = (try probe.get(first), try probe.get(second))
    let error = #expect(throws: FixtureError.self) {
      try probe.clear(named: "configuration_details", "zone_descripton")
    }
    #expect(error?.code == .unknownName)
    #expect(error?.message == "Probe has no detail 'zone_descripton'; did you mean 'zone_description'?")
    #expect(probe.isCached(first))
    try probe.clear(named: "zone_description")
    #expect(probe.isCached(first) && !probe.isCached(second))
    probe.clearDetails()
    #expect(!probe.isCached(first))
  }

  @Test func twoOfOneNameAreBothDropped() throws {
    let first = CachedDetail<Probe, Int>("same name") { $0.ask() }
    let second = CachedDetail<Probe, String>("same name") { "\($0.ask())" }
    _ = (try probe.get(first), try probe.get(second))
    try probe.clear(named: "same name")
    #expect(!probe.isCached(first) && !probe.isCached(second))
  }

  @Test func detailsThatAreDeclaredAreKnownBeforeTheyAreUsed() throws {
    try NamedServer().clear(named: "name")
    #expect(throws: FixtureError.self) { try NamedServer().clear(named: "nome") }
  }

  @Test("F5: nil is a value, and goes with the signal like any other")
  func nilIsAValue() throws {
    let detail = CachedDetail<Probe, Int?>("value", staleOn: [.signal(changed)]) {
      let value = $0.ask()
      return value == 0 ? nil : value
    }
    #expect(try probe.get(detail) == nil)
    #expect(try probe.get(detail) == nil)
    #expect(probe.count == 1)
    probe.value = 3
    changed.send(from: probe)
    #expect(try probe.get(detail) == 3)
  }

  @Test func errorsAreNotKept() throws {
    let detail = CachedDetail<Probe, Int>("value") {
      if $0.ask() == 0 { throw Mishap("not yet") }
      return 1
    }
    #expect(throws: Mishap("not yet")) { try probe.get(detail) }
    #expect(!probe.isCached(detail))
    probe.value = 1
    #expect(try probe.get(detail) == 1)
    #expect(probe.count == 2)
  }

  @Test("F3: a signal from one appliance leaves another's details alone")
  func twoAppliances() throws {
    let (a, b, twin) = (Probe("a"), Probe("b"), Probe("a"))
    let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { $0.ask() }
    for appliance in [a, b, twin] { _ = try appliance.get(detail) }
    changed.send(from: a)
    #expect(!a.isCached(detail) && b.isCached(detail))
    // What has the same id is the same appliance.
    #expect(!twin.isCached(detail))
    for appliance in [a, b, twin] { _ = try appliance.get(detail) }
    #expect([a, b, twin].map(\.count) == [2, 1, 2])
    changed.send()
    #expect([a, b, twin].allSatisfy { !$0.isCached(detail) })
    _ = try b.get(detail)
    // Something that is no appliance means all of them.
    changed.send(from: "a wizard")
    #expect(!b.isCached(detail))
  }

  @Test func aDerivedDetailIsStaleWithWhatItIsDerivedFrom() throws {
    let details = CachedDetail<Probe, Int>("details", staleOn: [.signal(changed)]) { $0.ask() }
    let double = CachedDetail<Probe, Int>("double", derivedFrom: [details]) { try $0.get(details) * 2 }
    let text = CachedDetail<Probe, String>("text", derivedFrom: [double]) { "\(try $0.get(double))" }
    probe.value = 2
    #expect(try probe.get(text) == "4")
    probe.value = 3
    #expect(try probe.get(text) == "4")
    changed.send(from: probe)
    #expect(!probe.isCached(text))
    #expect(try probe.get(text) == "6")
    try probe.set(details, to: 5)
    #expect(try probe.get(text) == "10")
    probe.clear(double)
    #expect(probe.isCached(details) && !probe.isCached(text))
    #expect(probe.count == 2)
  }

  @Test func detailsThatAreDerivedFromOneAnotherAreAnError() {
    let error = #expect(throws: FixtureError.self) { try NamedServer().get(NamedServer.hen) }
    #expect(error?.code == .cycle)
    #expect(error?.message == "details are derived from one another: hen → egg → hen")
  }

  @Test func aFetchThatReadsItsOwnDetailIsAnError() throws {
    let slot = Locked<CachedDetail<Probe, Int>?>(nil)
    let detail = CachedDetail<Probe, Int>("self") { probe in
      let detail = try #require(slot.withLock { $0 })
      probe.clear(detail)
      return try probe.get(detail)
    }
    slot.withLock { $0 = detail }
    let error = #expect(throws: FixtureError.self) { try probe.get(detail) }
    #expect(error?.code == .cycle)
    #expect(error?.message == "what is being made needs itself: self of probe → self of probe")
  }

  @Test func livesAsLongAsItIsTold() throws {
    let time = Locked(Duration.zero)
    let clock = DetailClock { time.withLock { $0 } }
    let detail = CachedDetail<Probe, Int>("value", timeToLive: .seconds(10), clock: clock) { $0.ask() }
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [detail]) { try $0.get(detail) + 1 }
    #expect(try probe.get(derived) == 1)
    time.withLock { $0 = .seconds(9) }
    probe.value = 1
    #expect(try probe.get(derived) == 1)
    time.withLock { $0 = .seconds(10) }
    #expect(!probe.isCached(derived))
    #expect(try probe.get(derived) == 2)
    #expect(probe.count == 2)
  }

  /// With the machine's clock, which reads look at in another way than at one of a test.
  @Test func aValueEndsInTime() throws {
    let lifetime = Duration.milliseconds(150)
    let detail = CachedDetail<Probe, ContinuousClock.Instant>("value", timeToLive: lifetime) { probe in
      _ = probe.ask()
      return .now
    }
    var last = try probe.get(detail)
    while probe.count == 1 {
      let before = ContinuousClock.now
      last = try probe.get(detail)
      // It was read at the earliest then.
      try #require(before - last < lifetime)
    }
    #expect(probe.count == 2)
  }

  /// So many that looking at each of them for each new one could not end in time.
  @Test func manyAppliancesCostAsMuchAsFewEach() throws {
    let detail = CachedDetail<Probe, Int>("value") { $0.ask() }
    var probes = (0..<20_000).map { Probe("\($0)") }
    let start = ContinuousClock.now
    for probe in probes {
      _ = try probe.get(detail)
      try #require(ContinuousClock.now - start < .seconds(30))
    }
    #expect(probes.allSatisfy { $0.isCached(detail) && $0.count == 1 })
    // Most of them die, and others come.
    probes.removeFirst(15_000)
    probes.shuffle()
    for number in 0..<20_000 {
      let probe = Probe("new \(number)")
      probe.value = number
      #expect(try probe.get(detail) == number)
      if number % 4 == 0 { probes.append(probe) }
    }
    #expect(probes.allSatisfy { $0.isCached(detail) && $0.count == 1 })
  }

  @Test func valuesOfTheDeadAreLetGo() throws {
    let detail = CachedDetail<Probe, Journal>("value") { _ in Journal() }
    weak var gone: Journal?
    try {
      let probe = Probe()
      gone = try probe.get(detail)
    }()
    #expect(gone != nil)
    _ = try probe.get(detail)
    #expect(gone == nil)
  }

  @Test func nothingKeepsAnApplianceAlive() throws {
    let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { $0.ask() }
    weak var gone: Probe?
    do {
      let probe = Probe("short-lived")
      gone = probe
      _ = try probe.get(detail)
      changed.send(from: probe)
      _ = try probe.get(detail)
    }
    #expect(gone == nil)
  }

  @Test func anApplianceAtTheAddressOfADeadOneHasItsOwnDetails() throws {
    let detail = CachedDetail<Probe, Int>("value") { $0.ask() }
    for number in 0..<100 {
      let probe = Probe()
      probe.value = number
      #expect(try probe.get(detail) == number)
    }
  }

  @Test func itsDeathEndsItsConnections() throws {
    var detail: CachedDetail<Probe, Int>? = CachedDetail("value", staleOn: [.signal(changed)]) { $0.ask() }
    if let detail { _ = try probe.get(detail) }
    #expect(changed.hasReceivers)
    detail = nil
    #expect(!changed.hasReceivers)
  }

  @Test func itWorksInARunAndOutsideOfOne() throws {
    let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { $0.ask() }
    #expect(try probe.get(detail) == 0)
    let run = TestRun()
    probe.value = 1
    try run { () throws in
      changed.send(from: probe)
      #expect(try probe.get(detail) == 1)
      #expect(try probe.get(detail) == 1)
      #expect(try probe.get(detail) == 1)
    }
    #expect(
      run.lines == [
        "detail value of probe invalidated, signal changed from probe",
        "detail value of probe fetched, again: signal changed",
        "detail value of probe reused",
      ])
  }
}

private final class NamedServer: Appliance {
  let id = "named"
  static let name = CachedDetail<NamedServer, String>("name") { $0.id }
  static let hen: CachedDetail<NamedServer, Int> = CachedDetail("hen", derivedFrom: [egg]) { try $0.get(egg) }
  static let egg: CachedDetail<NamedServer, Int> = CachedDetail("egg", derivedFrom: [hen]) { try $0.get(hen) }
  static var declaredDetails: [any ApplianceDetail] { [name] }
}
