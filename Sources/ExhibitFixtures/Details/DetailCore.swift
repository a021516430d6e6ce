import CExhibitFixtures
import ExhibitHooks
import ExhibitSupport

/// The state of a detail, whatever its appliance and its value.
@usableFromInline
final class DetailCore: Sendable {
  /// What a reader is to do.
  enum Access {
    case value(any AnyObject & Sendable)
    /// Somebody is fetching it.
    case join(Flight)
    /// It is the reader who fetches, because of this.
    case lead(Flight, DetailSlot, cause: String?)
  }

  let name: String
  /// What it is called among processes.
  let key: String
  let signals: [StaleSignal]
  let lifetime: Int64?
  let clock: DetailClock
  let isShared: Bool
  let accepts: @Sendable (any Appliance) -> Bool
  let derivation: @Sendable () -> [DetailCore]
  let file: (@Sendable (any Appliance) -> String?)?
  private let cells: DetailCells
  let table: Locked<DetailTable>

  init<Owner: Appliance, Value>(
    _ name: String, _ owner: Owner.Type, _ value: Value.Type, signals: [StaleSignal], lifetime: Duration?,
    clock: DetailClock, isShared: Bool, file: DetailFile<Owner>?,
    declared place: String, derivedFrom: @escaping @Sendable () -> [any ApplianceDetail]
  ) {
    self.name = name
    let cells = DetailCells()
    self.cells = cells
    table = Locked(DetailTable(cells))
    // The place tells private types of one name apart, which in other processes have other names: the runtime names them
    // by addresses.
    key = "\(Self.lastingName(of: owner)).\(name) \(Self.lastingName(of: value)) \(place)"
    self.signals = signals
    self.lifetime = lifetime?.nanoseconds
    self.clock = clock
    self.isShared = isShared
    accepts = { appliance in appliance is Owner }
    if let path = file?.path {
      self.file = { appliance in (appliance as? Owner).flatMap { path($0) } }
    } else {
      self.file = nil
    }
    derivation = { derivedFrom().compactMap { ($0 as? any CoreDetail)?.core } }
    for signal in signals {
      do {
        try signal.connect(self) { [weak self] sender in self?.receive(signal, from: sender) }
      } catch {
        SignalReports.report("detail '\(name)': \(error)")
      }
    }
    DetailRegistry.add(self)
  }

  // MARK: Reading

  /// The type's name without the addresses of what is private.
  static func lastingName(of type: Any.Type) -> String {
    var (name, isAddress) = ("", false)
    for character in String(reflecting: type).unicodeScalars {
      if isAddress, !character.properties.isASCIIHexDigit { isAddress = false }
      if !isAddress { name.unicodeScalars.append(character) }
      if character == "$" { isAddress = true }
    }
    return name
  }

  /// The box of the value, if it is there and fresh, and nothing else has to be looked at; it lives until ``leave()``, which
  /// has to follow at once.
  @usableFromInline
  func enter(_ owner: AnyObject) -> UnsafeRawPointer? { cells.enter(owner) }

  @usableFromInline
  func leave() { cells.leave() }

  /// Decides how a reader gets at the value.
  ///
  /// - Throws: ``FixtureError`` if the detail cannot be what its declaration says.
  func access(for owner: any Appliance) throws -> Access {
    let slot = try slot(of: owner)
    refresh(slot)
    if Flight.current != nil { try Flight.check("\(key) of \(slot.ownerID)", title(of: slot)) }
    let now = lifetime == nil ? 0 : clock.now()
    let (access, report, before) = table.withLock { table -> (Access, FixtureReport?, DetailTable.Entry?) in
      // Nobody else can have taken the appliance's entry away: it is alive.
      guard let place = table.find(owner) else { return (.lead(makeFlight(slot, now), slot, cause: nil), nil, nil) }
      var report: FixtureReport?
      let (before, access) = table.change(place) { entry -> Access in
        report = dropIfStale(&entry)
        if let box = entry.box {
          if entry.isRenewed { report = FixtureReport(.detail, .reused, name, applianceID: slot.ownerID) }
          entry.isRenewed = false
          return .value(box)
        }
        if let flight = entry.flight, flight.stamp == exhibit_stamp_sum(slot.stamp) {
          if flight.deadline > now { return .join(flight) }
          // What is made of its value shall not live longer.
          slot.advanceHere()
        }
        let flight = makeFlight(slot, now)
        entry.flight = flight
        return .lead(flight, slot, cause: entry.staleCause)
      }
      return (access, report, before)
    }
    // What is dropped may run code of its own at its end, so that it is let go here.
    withExtendedLifetime(before) {}
    if let report { FixtureStore.current?.report(report) }
    return access
  }

  /// What the detail of an appliance is called in errors.
  private func title(of slot: DetailSlot) -> String { "\(name) of \(slot.ownerID)" }

  private func makeFlight(_ slot: DetailSlot, _ now: Int64) -> Flight {
    let parts = slot.values()
    return Flight(
      title(of: slot), subject: "\(key) of \(slot.ownerID)", stamp: parts.reduce(0, &+), parts: parts,
      deadline: deadline(ofFetchAt: now))
  }

  /// Takes away a value that no longer counts.
  private func dropIfStale(_ entry: inout DetailTable.Entry) -> FixtureReport? {
    guard entry.box != nil, entry.stamp != exhibit_stamp_sum(entry.slot.stamp) else { return nil }
    let cause = entry.slot.cause(since: entry.parts)
    entry.drop(because: cause)
    return FixtureReport(.detail, .invalidated, name, applianceID: entry.slot.ownerID, cause: cause)
  }

  /// A fetch has come to its end; the value ends at the deadline.
  func land(
    _ flight: Flight, _ slot: DetailSlot, _ result: Result<any AnyObject & Sendable, any Error>, deadline: Int64
  ) {
    if let owner = slot.owner.object {
      let before = table.withLock { table -> DetailTable.Entry? in
        guard let place = table.find(owner), table[place].flight === flight else { return nil }
        return table.change(place) { entry in
          entry.flight = nil
          guard case .success(let box) = result, exhibit_stamp_sum(slot.stamp) == flight.stamp else { return }
          entry.box = box
          entry.stamp = flight.stamp
          entry.parts = flight.parts
          entry.deadline = deadline
          entry.isRenewed = entry.staleCause != nil
          entry.staleCause = nil
        }.before
      }
      withExtendedLifetime(before) {}
    }
    flight.complete(result)
  }
}
