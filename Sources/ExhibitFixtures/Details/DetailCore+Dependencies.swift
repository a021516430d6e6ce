import ExhibitSupport

/// What a value depends on: other details, files, the time.
extension DetailCore {
  /// The slot of an appliance, made if this is the first that is heard of it.
  func slot(of owner: any Appliance) throws -> DetailSlot {
    if let slot = table.withLock({ table in table.find(owner).map { table[$0].slot } }) { return slot }
    let cores = try lineage()
    if isShared { try checkSharing(cores) }
    let parents = try cores.map { (core: $0, slot: try $0.slot(of: owner)) }
    let slot = DetailSlot(self, owner: owner, parents: parents, file: file?(owner).map(FileWatch.init))
    let (used, left) = table.withLock { table -> (DetailSlot, ([DetailTable.Entry], [any Appliance])) in
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

  /// Sees to it that a value is not kept that was fetched while somebody wrote to a file: that the content is now what it
  /// was before does not mean that the fetch has read it.
  ///
  /// - Parameters:
  ///   - slot: Whose value it is.
  ///   - flight: The fetch; one that nobody wants any more is nothing to the one after it.
  ///   - versions: The versions of the files when the fetch began.
  func checkFiles(of slot: DetailSlot, after flight: Flight, since versions: [Int]) {
    guard !versions.isEmpty else { return }
    refresh(slot)
    guard slot.fileVersions != versions else { return }
    invalidate(
      slot, because: "file changed", if: { $0.flight === flight }, advance: { $0.slot.advanceHere() })
  }

  // MARK: The end of a life

  func deadline(ofFetchAt time: Int64) -> Int64 { lifetime.map { time.addingSaturated($0) } ?? .max }

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
}
