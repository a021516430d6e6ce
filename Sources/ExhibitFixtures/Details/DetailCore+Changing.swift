import ExhibitHooks
import ExhibitSupport

/// What makes a value stale, or takes the place of one.
extension DetailCore {
  func receive(_ signal: StaleSignal, from sender: SignalSender?) {
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

  func invalidate(
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
  ///
  /// - Returns: The slot, and the state of what other processes see at that moment.
  func set(
    _ box: any AnyObject & Sendable, for owner: any Appliance
  ) throws -> (slot: DetailSlot, token: String) {
    let slot = try slot(of: owner)
    refresh(slot)
    let deadline = deadline(ofFetchAt: lifetime == nil ? 0 : clock.now())
    var values: [UInt64] = []
    let before = table.withLock { table -> DetailTable.Entry? in
      guard let place = table.find(owner) else { return nil }
      return table.change(place) { entry in
        slot.advance()
        entry.drop(because: "set")
        entry.staleCause = nil
        entry.isRenewed = false
        entry.box = box
        values = slot.values()
        entry.parts = values
        entry.stamp = entry.parts.reduce(0, &+)
        entry.deadline = deadline
      }.before
    }
    withExtendedLifetime(before) {}
    FixtureStore.current?.report(FixtureReport(.detail, .updated, name, applianceID: slot.ownerID, cause: "set"))
    return (slot, slot.token(of: values))
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
