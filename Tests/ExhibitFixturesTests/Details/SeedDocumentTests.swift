import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Testing

/// The document of cfme's `utils.signals`, with its names and in its order of events, and the flaws of what it describes.
///
/// One after the other, since a signal without a sender is one for the appliances of all of them.
@Suite(.serialized) struct SeedDocumentTests {
  /// cfme's appliance, as far as its document tells.
  private final class Appliance: ExhibitFixtures.Appliance {
    struct Details: Equatable, Sendable {
      var region = 0
      var serverName: String
    }

    let id: String
    let journal = Journal()
    private let name = Locked<String?>("EVM")
    private let yaml = Locked("log: info")

    init(_ id: String = "appliance") {
      self.id = id
    }

    static let configurationDetails = CachedDetail<Appliance, Details?>(
      "configuration_details", staleOn: [.serverDetailsChanged]
    ) { appliance in
      appliance.journal.note("fetch configuration_details")
      return appliance.name.withLock { $0 }.map { Details(serverName: $0) }
    }

    static let zoneDescription = CachedDetail<Appliance, String?>(
      "zone_description", staleOn: [.serverDetailsChanged], derivedFrom: [configurationDetails]
    ) { appliance in
      let details = try appliance.get(configurationDetails)
      appliance.journal.note("fetch zone_description")
      return details.map { "zone of \($0.serverName)" }
    }

    static let dbYamls = CachedDetail<Appliance, String>("db_yamls", staleOn: [.serverConfigChanged]) { appliance in
      appliance.journal.note("fetch db_yamls")
      return appliance.yaml.withLock { $0 }
    }

    /// What `BasicInformation.update` does.
    func update(name: String?) {
      self.name.withLock { $0 = name }
      Signals.serverDetailsChanged.send(from: self)
    }

    /// What `set_yaml_config` does, which changes both.
    func setYAML(_ yaml: String) {
      self.yaml.withLock { $0 = yaml }
      Signals.serverDetailsChanged.send(from: self)
      Signals.serverConfigChanged.send(from: self)
    }

    func readAll() throws -> [String?] {
      [
        try get(Self.configurationDetails)?.serverName, try get(Self.zoneDescription), try get(Self.dbYamls),
      ]
    }
  }

  private let all = ["fetch configuration_details", "fetch zone_description", "fetch db_yamls"]

  @Test func theHandlerOfTheDocument() throws {
    let appliance = Appliance()
    let callback = SignalNamespace.default.register("server_details_changed") { _ in
      guard let appliance = FixtureStore.currentAppliance(as: Appliance.self) else { return }
      appliance.journal.note("invalidate_server_details")
      appliance.clear(Appliance.configurationDetails)
      appliance.clear(Appliance.zoneDescription)
    }
    defer { SignalNamespace.default.unregister(callback) }
    try FixtureStore.withAppliance(appliance) { () throws in
      #expect(try appliance.readAll() == ["EVM", "zone of EVM", "log: info"])
      SignalNamespace.default.fire("server_details_changed")
      #expect(try appliance.readAll() == ["EVM", "zone of EVM", "log: info"])
    }
    #expect(
      appliance.journal.entries == all + ["invalidate_server_details"] + all.dropLast())
  }

  @Test("1.0.9: server_details_changed drops configuration_details and zone_description, of who sent it")
  func detailsChange() throws {
    let (appliance, other) = (Appliance("a"), Appliance("b"))
    _ = (try appliance.readAll(), try other.readAll())
    appliance.update(name: "CFME")
    #expect(try appliance.readAll() == ["CFME", "zone of CFME", "log: info"])
    #expect(try other.readAll() == ["EVM", "zone of EVM", "log: info"])
    #expect(appliance.journal.entries == all + all.dropLast())
    #expect(other.journal.entries == all)
  }

  @Test("1.0.9: set_yaml_config fires both")
  func bothChange() throws {
    let appliance = Appliance("yaml")
    _ = try appliance.readAll()
    appliance.setYAML("log: debug")
    #expect(try appliance.readAll() == ["EVM", "zone of EVM", "log: debug"])
    #expect(appliance.journal.entries == all + all)
  }

  @Test("F1: a detail that was never read does not keep the next from being dropped")
  func dropsWhatWasNeverRead() throws {
    let appliance = Appliance("F1")
    _ = try appliance.get(Appliance.zoneDescription)
    appliance.clear(Appliance.configurationDetails)
    _ = try appliance.get(Appliance.configurationDetails)
    appliance.clear(Appliance.configurationDetails)
    appliance.update(name: "new")
    #expect(!appliance.isCached(Appliance.zoneDescription))
    #expect(try appliance.get(Appliance.zoneDescription) == "zone of new")
  }

  @Test("F2: a detail says by itself what makes it stale; no import has to register anything")
  func needsNoHandler() throws {
    let appliance = Appliance("F2")
    _ = try appliance.get(Appliance.dbYamls)
    SignalNamespace.default.fire("server_config_changed")
    #expect(!appliance.isCached(Appliance.dbYamls))
  }

  @Test("F3: the appliance that has changed is cleared, not the current one")
  func clearsTheSender() throws {
    let (changed, current) = (Appliance("changed"), Appliance("current"))
    _ = (try changed.readAll(), try current.readAll())
    FixtureStore.withAppliance(current) { changed.update(name: "x") }
    #expect(!changed.isCached(Appliance.configurationDetails))
    #expect(current.isCached(Appliance.configurationDetails))
  }

  @Test("F4: details may be declared and used while the signal is being sent")
  func connectsDuringASend() throws {
    let signal = Signal<Void>("F4", in: SignalNamespace())
    let probe = Probe("F4")
    let made = Locked<[CachedDetail<Probe, Int>]>([])
    try signal.connect {
      let detail = CachedDetail<Probe, Int>("late", staleOn: [.signal(signal)]) { $0.ask() }
      _ = try probe.get(detail)
      made.withLock { $0.append(detail) }
    }
    #expect(signal.send(from: probe).failures.isEmpty)
    signal.send(from: probe)
    #expect(made.withLock { $0.map { probe.isCached($0) } } == [false, true])
  }

  @Test("F5: a server that was not found is asked for again after the next change")
  func nilDoesNotStay() throws {
    let appliance = Appliance("F5")
    appliance.update(name: nil)
    #expect(try appliance.readAll() == [nil, nil, "log: info"])
    #expect(try appliance.readAll() == [nil, nil, "log: info"])
    #expect(appliance.journal.entries == all)
    appliance.update(name: "found")
    #expect(try appliance.readAll() == ["found", "zone of found", "log: info"])
  }

  @Test("F8: an asynchronous send drops details too, before whoever awaits it goes on")
  func asynchronousSends() async throws {
    let appliance = Appliance("F8")
    _ = try await appliance.get(Appliance.configurationDetails)
    let result = await Signals.serverDetailsChanged.sendAsync(from: SignalSender(appliance))
    #expect(result.failures.isEmpty)
    #expect(!appliance.isCached(Appliance.configurationDetails))
  }
}
