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
  private let derivation: @Sendable () -> [DetailCore]
  private let file: (@Sendable (any Appliance) -> String?)?
  private let table = DetailLock()

  init<Owner: Appliance, Value>(
    _ name: String, _ owner: Owner.Type, _ value: Value.Type, signals: [StaleSignal], lifetime: Duration?,
    clock: DetailClock, isShared: Bool, file: DetailFile<Owner>?,
    declared place: String, derivedFrom: @escaping @Sendable () -> [any ApplianceDetail]
  ) {
    self.name = name
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
        try signal.connect(self) { [weak self] sender in self?.receive(signal.name, from: sender) }
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

  /// The value, if it is there and fresh, and nothing else has to be looked at.
  @usableFromInline
  func cached(for owner: AnyObject) -> (any AnyObject & Sendable)? {
    table.withLock { $0.ready(for: owner) }
  }

  /// Decides how a reader gets at the value.
  ///
  /// - Throws: ``FixtureError`` if the detail cannot be what its declaration says.
  func access(for owner: any Appliance) throws -> Access {
    let slot = try slot(of: owner)
    refresh(slot)
    if Flight.current != nil { try Flight.check("\(key) of \(slot.ownerID)", title(of: slot)) }
    let (access, report, dropped) = table.withLock { table -> (Access, FixtureReport?, DetailTable.Entry?) in
      // Nobody else can have taken the appliance's entry away: it is alive.
      guard let place = table.find(owner) else { return (.lead(makeFlight(slot), slot, cause: nil), nil, nil) }
      let stamp = exhibit_stamp_sum(slot.stamp)
      let before = table[place]
      var report = dropIfStale(&table[place], stamp)
      if let box = table[place].box {
        if table[place].isRenewed {
          table[place].isRenewed = false
          report = FixtureReport(.detail, .reused, name, applianceID: slot.ownerID)
        }
        return (.value(box), report, nil)
      }
      if let flight = table[place].flight, flight.stamp == stamp, flight.deadline > clock.now() {
        return (.join(flight), report, before)
      }
      let flight = makeFlight(slot)
      table[place].flight = flight
      return (.lead(flight, slot, cause: table[place].staleCause), report, before)
    }
    withExtendedLifetime(dropped) {}
    if let report { FixtureStore.current?.report(report) }
    return access
  }

  /// What the detail of an appliance is called in errors.
  private func title(of slot: DetailSlot) -> String { "\(name) of \(slot.ownerID)" }

  private func makeFlight(_ slot: DetailSlot) -> Flight {
    let parts = slot.values()
    let deadline = lifetime.map { clock.now().addingSaturated($0) } ?? .max
    return Flight(
      title(of: slot), subject: "\(key) of \(slot.ownerID)", stamp: parts.reduce(0, &+), parts: parts,
      deadline: deadline)
  }

  /// Takes away a value that no longer counts.
  private func dropIfStale(_ entry: inout DetailTable.Entry, _ stamp: UInt64) -> FixtureReport? {
    guard entry.box != nil, entry.stamp != stamp else { return nil }
    let cause = entry.slot.cause(since: entry.parts)
    entry.drop(because: cause)
    return FixtureReport(.detail, .invalidated, name, applianceID: entry.slot.ownerID, cause: cause)
  }

  /// A fetch has come to its end; the value ends at the deadline, if that is not the flight's.
  func land(
    _ flight: Flight, _ slot: DetailSlot, _ result: Result<any AnyObject & Sendable, any Error>, deadline: Int64? = nil
  ) {
    if let owner = slot.owner.object {
      table.withLock { table in
        guard let place = table.find(owner), table[place].flight === flight else { return }
        table[place].flight = nil
        guard case .success(let box) = result, exhibit_stamp_sum(slot.stamp) == flight.stamp else { return }
        table[place].box = box
        table[place].stamp = flight.stamp
        table[place].parts = flight.parts
        table[place].deadline = deadline ?? flight.deadline
        table[place].isRenewed = table[place].staleCause != nil
        table[place].staleCause = nil
      }
    }
    flight.complete(result)
  }

  // MARK: What it depends on

  /// The slot of an appliance, made if this is the first that is heard of it.
  private func slot(of owner: any Appliance) throws -> DetailSlot {
    if let slot = table.withLock({ table in table.find(owner).map { table[$0].slot } }) { return slot }
    let cores = try lineage()
    if isShared { try checkSharing(cores) }
    let parents = try cores.map { (core: $0, slot: try $0.slot(of: owner)) }
    let slot = DetailSlot(self, owner: owner, parents: parents, file: file?(owner).map(FileWatch.init))
    let (used, left) = table.withLock { table -> (DetailSlot, ([DetailTable.Entry], [(any Appliance)?])) in
      if let place = table.find(owner) { return (table[place].slot, ([], [])) }
      return (slot, table.add(slot, for: owner))
    }
    withExtendedLifetime(left) {}
    return used
  }

  /// The details that it is derived from.
  ///
  /// - Throws: ``FixtureError`` that shows the circle, if it is derived from itself.
  private func lineage() throws -> [DetailCore] {
    var path: [DetailCore] = []
    func visit(_ core: DetailCore) throws {
      if let start = path.firstIndex(where: { $0 === core }) {
        let names = (path[start...] + [core]).map(\.name).joined(separator: " → ")
        throw FixtureError(code: .cycle, message: "details are derived from one another: \(names)")
      }
      path.append(core)
      for parent in core.derivation() { try visit(parent) }
      path.removeLast()
    }
    try visit(self)
    return derivation()
  }

  private func checkSharing(_ parents: [DetailCore]) throws {
    if let parent = parents.first(where: { !$0.isShared }) {
      throw FixtureError(
        code: .sharing,
        message: """
          detail '\(name)' is shared with all processes of the run, but it is derived from '\(parent.name)', which is \
          not: share both or none
          """)
    }
    if let signal = signals.first(where: { !$0.isRunWide() }) {
      throw FixtureError(
        code: .sharing,
        message: """
          detail '\(name)' is shared with all processes of the run, but signal '\(signal.name)' is heard in the process \
          that sends it only: declare it with `.runWide()`
          """)
    }
  }

  /// Looks at clocks and files, those of details that it is derived from first.
  private func refresh(_ slot: DetailSlot) {
    guard slot.needsLook else { return }
    for parent in slot.parents { parent.core.refresh(parent.slot) }
    slot.file?.look { invalidate(slot, because: "file changed") }
    if lifetime != nil {
      let now = clock.now()
      invalidate(slot, because: "time to live") { $0.box != nil && $0.deadline <= now }
    }
  }

  // MARK: Invalidation

  private func receive(_ signal: String, from sender: SignalSender?) {
    let target = SignalTarget(sender)
    let cause = "signal \(signal)"
    // An appliance is found by its id, which is that of all objects that stand for it.
    let slots = table.withLock { table in
      table.entries.compactMap { target.includes($0.slot.ownerID) ? $0.slot : nil }
    }
    for slot in slots { invalidate(slot, because: cause, sender: target.sender) }
  }

  private func invalidate(
    _ slot: DetailSlot, because cause: String, sender: String? = nil,
    if condition: (DetailTable.Entry) -> Bool = { _ in true }
  ) {
    guard let owner = slot.owner.object else { return }
    let (dropped, hadSomething) = table.withLock { table -> (DetailTable.Entry?, Bool) in
      guard let place = table.find(owner), condition(table[place]) else { return (nil, false) }
      let entry = table[place]
      slot.advance()
      if entry.hasSomething { table[place].drop(because: cause) }
      return (entry, entry.hasSomething)
    }
    // What is dropped may run code of its own at its end, so that it is let go here.
    withExtendedLifetime(dropped) {}
    if hadSomething {
      FixtureStore.current?.report(
        FixtureReport(.detail, .invalidated, name, applianceID: slot.ownerID, cause: cause, sender: sender))
    }
  }

  /// Drops the value of an appliance; that there is none is fine.
  func clear(_ owner: any Appliance) {
    // A detail that cannot be what its declaration says has no value.
    if let slot = try? slot(of: owner) { invalidate(slot, because: "cleared") }
  }

  /// Puts a value in place of the one that a fetch would find.
  func set(_ box: any AnyObject & Sendable, for owner: any Appliance) throws -> DetailSlot {
    let slot = try slot(of: owner)
    refresh(slot)
    let before = table.withLock { table -> DetailTable.Entry? in
      guard let place = table.find(owner) else { return nil }
      let entry = table[place]
      slot.advance()
      table[place].drop(because: "set")
      table[place].staleCause = nil
      table[place].isRenewed = false
      table[place].box = box
      table[place].parts = slot.values()
      table[place].stamp = table[place].parts.reduce(0, &+)
      table[place].deadline = lifetime.map { clock.now().addingSaturated($0) } ?? .max
      return entry
    }
    withExtendedLifetime(before) {}
    FixtureStore.current?.report(FixtureReport(.detail, .updated, name, applianceID: slot.ownerID, cause: "set"))
    return slot
  }

  /// Whether a read would find a value.
  func isCached(for owner: any Appliance) -> Bool {
    guard let slot = try? slot(of: owner) else { return false }
    refresh(slot)
    return table.withLock { table in
      guard let place = table.find(owner), table[place].box != nil else { return false }
      return table[place].stamp == exhibit_stamp_sum(slot.stamp)
    }
  }
}
