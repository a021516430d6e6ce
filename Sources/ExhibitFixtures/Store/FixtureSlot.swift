import ExhibitSupport

/// A named fixture in one go of its scope.
final class FixtureSlot: Sendable {
  /// What somebody who wants the fixture is to do.
  enum Access {
    case value(any AnyObject & Sendable)
    case join(Flight)
    case lead(Flight)
    /// It has been torn down, and its scope is coming to its end.
    case none
  }

  private struct State {
    var box: (any AnyObject & Sendable)?
    var flight: Flight?
    var isTornDown = false
  }

  /// The type of its value.
  let type: ObjectIdentifier
  /// Where it is declared.
  let place: String
  let frame: ScopeFrame
  private let state = Locked(State())

  init(_ type: ObjectIdentifier, declared place: String, in frame: ScopeFrame) {
    self.type = type
    self.place = place
    self.frame = frame
  }

  /// Decides how somebody gets at the value.
  func access(_ makeFlight: () -> Flight) -> Access {
    state.withLock { state in
      if state.isTornDown { return .none }
      if let box = state.box { return .value(box) }
      if let flight = state.flight { return .join(flight) }
      let flight = makeFlight()
      state.flight = flight
      return .lead(flight)
    }
  }

  /// Nobody gets the value any more.
  func end() {
    let box = state.withLock { state in
      state.isTornDown = true
      defer { state.box = nil }
      return state.box
    }
    withExtendedLifetime(box) {}
  }

  /// The making has ended; an error is not kept.
  func land(_ flight: Flight, _ result: Result<any AnyObject & Sendable, any Error>) {
    state.withLock { state in
      state.flight = nil
      if case .success(let box) = result { state.box = box }
    }
    flight.complete(result)
  }
}
