import ExhibitSupport

/// Which makings wait for which: whoever would wait in a circle gets an error instead.
enum FlightGraph {
  /// A making that waits for another.
  struct Waiting: Sendable {
    fileprivate let waiter: Flight?
    fileprivate let target: Flight

    /// It no longer waits.
    func end() {
      guard let waiter else { return }
      FlightGraph.targets.withLock { targets in
        let id = ObjectIdentifier(waiter)
        guard var list = targets[id], let index = list.firstIndex(where: { $0 === target }) else { return }
        list.remove(at: index)
        targets[id] = list.isEmpty ? nil : list
      }
    }
  }

  private static let targets = Locked<[ObjectIdentifier: [Flight]]>([:])

  /// The making that runs here, if one does, waits for another from now on.
  ///
  /// - Throws: ``FixtureError`` if that one waits for this one, be it by way of others.
  static func wait(for target: Flight) throws(FixtureError) -> Waiting {
    let waiter = Flight.current
    guard let waiter else { return Waiting(waiter: nil, target: target) }
    let found = targets.withLock { targets -> [Flight]? in
      if let path = path(from: target, to: waiter, targets) { return path }
      targets[ObjectIdentifier(waiter), default: []].append(target)
      return nil
    }
    if let found { throw cycle(([waiter] + found).map(\.name)) }
    return Waiting(waiter: waiter, target: target)
  }

  static func cycle(_ names: [String]) -> FixtureError {
    FixtureError(code: .cycle, message: "what is being made needs itself: \(names.joined(separator: " → "))")
  }

  /// The making that runs here, if one does, waits from now on for one that nobody knows yet.
  static func begin(_ flight: Flight) -> Waiting {
    let waiter = Flight.current
    if let waiter { targets.withLock { $0[ObjectIdentifier(waiter), default: []].append(flight) } }
    return Waiting(waiter: waiter, target: flight)
  }

  /// A making has ended.
  static func remove(_ flight: Flight) {
    targets.withLock { targets in
      if !targets.isEmpty { targets[ObjectIdentifier(flight)] = nil }
    }
  }

  private static func path(
    from start: Flight, to end: Flight, _ targets: [ObjectIdentifier: [Flight]]
  ) -> [Flight]? {
    if start === end { return [end] }
    // There is no circle yet, so that this comes to an end.
    for next in targets[ObjectIdentifier(start)] ?? [] {
      if let rest = path(from: next, to: end, targets) { return [start] + rest }
    }
    return nil
  }
}
