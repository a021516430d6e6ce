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
  private let cells: DetailCells
  private let table: Locked<DetailTable>

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

  private func deadline(ofFetchAt time: Int64) -> Int64 { lifetime.map { time.addingSaturated($0) } ?? .max }

  /// Takes away a value that no longer counts.
  private func dropIfStale(_ entry: inout DetailTable.Entry) -> FixtureReport? {
    guard entry.box != nil, entry.stamp != exhibit_stamp_sum(entry.slot.stamp) else { return nil }
    let cause = entry.slot.cause(since: entry.parts)
    entry.drop(because: cause)
    return FixtureReport(.detail, .invalidated, name, applianceID: entry.slot.ownerID, cause: cause)
  }

  /// When a value ends by itself: after its own time, or with one that it is derived from.
  func deadline(_ slot: DetailSlot, ofFetchAt time: Int64) -> Int64 {
    let own = deadline(ofFetchAt: time)
    return remainder(ofParents: slot).map { min(own, clock.now().addingSaturated($0)) } ?? own
  }

  /// How long what a detail is derived from will live, `nil` if that has no end.
  private func remainder(ofParents slot: DetailSlot) -> Int64? {
    guard slot.hasDeadline else { return nil }
    return slot.parents.compactMap { parent in
      let deadline = parent.slot.owner.object.flatMap { parent.core.deadline(for: $0) }
      let own = deadline.map { $0.addingSaturated(-max(parent.core.clock.now(), .min + 1)) }
      return [own, parent.core.remainder(ofParents: parent.slot)].compactMap { $0 }.min()
    }.min()
  }

  /// When the value of an appliance ends by itself, `nil` if there is none, or no end.
  private func deadline(for owner: any Appliance) -> Int64? {
    table.withLock { table in
      guard let place = table.find(owner), table[place].box != nil else { return nil }
      return table[place].deadline == .max ? nil : table[place].deadline
    }
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
      return (slot, table.add(slot))
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
  ///
  /// Other processes look for themselves, so that one change is one fetch for all of them and not one for each.
  func refresh(_ slot: DetailSlot) {
    guard slot.needsLook else { return }
    for parent in slot.parents { parent.core.refresh(parent.slot) }
    slot.file?.look { invalidate(slot, because: "file changed", advance: { $0.slot.advanceHere() }) }
    if slot.hasDeadline {
      let now = clock.now()
      invalidate(
        slot, because: "time to live", if: { $0.deadline <= now && $0.isFresh },
        advance: { $0.slot.advance(onceSince: $0.parts) })
    }
  }

  // MARK: Invalidation

  private func receive(_ signal: StaleSignal, from sender: SignalSender?) {
    let target = SignalTarget(sender)
    let cause = "signal \(signal.name)"
    let store = signal.isRunWide() ? FixtureStore.current : nil
    // An appliance is found by its id, which is that of all objects that stand for it.
    for slot in table.withLock({ $0.slots }) where target.includes(slot.ownerID) {
      // Other processes hear of it by the signal's own generation, once.
      let isHeard = store != nil && slot.store === store
      invalidate(
        slot, because: cause, sender: target.sender,
        advance: { _ in if isHeard { slot.advanceHere() } else { slot.advance() } })
    }
  }

  private func invalidate(
    _ slot: DetailSlot, because cause: String, sender: String? = nil,
    if condition: (DetailTable.Entry) -> Bool = { _ in true },
    advance: (DetailTable.Entry) -> Void = { $0.slot.advance() }
  ) {
    guard let owner = slot.owner.object else { return }
    let before = table.withLock { table -> DetailTable.Entry? in
      guard let place = table.find(owner), condition(table[place]) else { return nil }
      return table.change(place) { entry in
        advance(entry)
        if entry.hasSomething { entry.drop(because: cause) }
      }.before
    }
    // What is dropped may run code of its own at its end, so that it is let go here.
    withExtendedLifetime(before) {}
    if before?.hasSomething == true {
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
    let deadline = deadline(ofFetchAt: lifetime == nil ? 0 : clock.now())
    let before = table.withLock { table -> DetailTable.Entry? in
      guard let place = table.find(owner) else { return nil }
      return table.change(place) { entry in
        slot.advance()
        entry.drop(because: "set")
        entry.staleCause = nil
        entry.isRenewed = false
        entry.box = box
        entry.parts = slot.values()
        entry.stamp = entry.parts.reduce(0, &+)
        entry.deadline = deadline
      }.before
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
      table.find(owner).map { table[$0].isFresh } ?? false
    }
  }
}
