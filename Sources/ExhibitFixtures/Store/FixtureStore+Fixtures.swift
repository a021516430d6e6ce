import ExhibitSupport

/// Named fixtures, each made once in a go of its scope.
extension FixtureStore {
  /// What a fixture needs to be made.
  struct Making: Sendable {
    let store: FixtureStore
    let slot: FixtureSlot
    let flight: Flight
    private let started = ContinuousClock.now

    init(_ store: FixtureStore, _ slot: FixtureSlot, _ flight: Flight) {
      self.store = store
      self.slot = slot
      self.flight = flight
    }

    /// The fixture is made, or could not be.
    func finish<Value: Sendable>(
      _ result: Result<Value, any Error>, named name: String, tearDown: (@Sendable (Value) -> TearDown.Body)?
    ) {
      let error: String? = if case .failure(let error) = result { "\(error)" } else { nil }
      store.report(
        FixtureReport(
          .fixture, .created, name, scope: slot.frame.scope, duration: .now - started, error: error))
      if case .success(let value) = result, let tearDown {
        let body = TearDown(named: name, subject: .fixture, applianceID: nil, ending(tearDown(value)))
        guard slot.frame.push(body) else {
          // Its scope has ended meanwhile.
          _ = store.run(body, of: slot.frame.scope)
          return slot.land(flight, .failure(FixtureStore.noScope(slot.frame.scope, for: name)))
        }
      }
      slot.land(flight, result.map { DetailBox($0) })
    }

    /// A tear-down before which the fixture stops to be one that others can have.
    private func ending(_ body: TearDown.Body) -> TearDown.Body {
      let slot = slot
      switch body {
      case .plain(let body):
        return .plain {
          slot.end()
          try body()
        }
      case .asynchronous(let body):
        return .asynchronous {
          slot.end()
          try await body()
        }
      }
    }
  }

  /// The place of a fixture in the scope that is open, and what somebody who wants it is to do.
  static func access<Value>(
    _ name: String, _ scope: FixtureScope, _ type: Value.Type, declared place: String
  ) throws -> (FixtureStore, FixtureSlot, FixtureSlot.Access) {
    guard let store = current else {
      throw FixtureError(
        code: .noRun, message: "fixture '\(name)' is there while tests run only; no run has begun in this process")
    }
    if let outer = Flight.current?.longestScope, outer > scope {
      throw FixtureError(
        code: .outlived,
        message: """
          fixture '\(name)' lives as long as a \(scope.rawValue), but \(Flight.current?.name ?? "what needs it") lives as \
          long as a \(outer.rawValue)
          """)
    }
    guard let frame = store.frame(of: scope) else { throw noScope(scope, for: name) }
    let id = ObjectIdentifier(type)
    guard let slot = frame.fixture(name, { FixtureSlot(id, declared: place, in: frame) }) as? FixtureSlot,
      slot.type == id, slot.place == place
    else {
      throw FixtureError(
        code: .nameConflict,
        message: "two fixtures of the scope '\(scope.rawValue)' are called '\(name)', and this one, declared at "
          + "\(place), came second: give it another name")
    }
    try Flight.check("fixture \(name) \(scope)", name)
    return (store, slot, slot.access { Flight(name, subject: "fixture \(name) \(scope)", scope: scope) })
  }

  static func tornDown(_ name: String) -> FixtureError {
    FixtureError(
      code: .tornDown,
      message: "fixture '\(name)' has been torn down: what needs it in its tear-down must also need it when it is made")
  }
}
