import ExhibitSupport

/// One go of a scope: a test, the tests of a class, or all tests of the process.
final class ScopeFrame: Sendable {
  private struct State {
    var tearDowns: [TearDown] = []
    var fixtures: [String: any AnyObject & Sendable] = [:]
    var isOver = false
  }

  let scope: FixtureScope
  /// The test or class.
  let name: String
  private let state = Locked(State())

  init(_ scope: FixtureScope, named name: String) {
    self.scope = scope
    self.name = name
  }

  /// Puts something on top of what is to be done at the end.
  ///
  /// - Returns: Whether the end has not come yet.
  func push(_ tearDown: TearDown) -> Bool {
    state.withLock { state in
      if !state.isOver { state.tearDowns.append(tearDown) }
      return !state.isOver
    }
  }

  /// Takes the last that is to be done; when nothing is left, the frame is over.
  func pop() -> TearDown? {
    state.withLock { state in
      if let last = state.tearDowns.popLast() { return last }
      state.isOver = true
      return nil
    }
  }

  /// What is kept under a name, made if it is not there.
  func fixture<Slot: AnyObject & Sendable>(
    _ name: String, _ make: @Sendable () -> Slot
  ) -> (any AnyObject & Sendable) {
    state.withLock { state in
      if let found = state.fixtures[name] { return found }
      let slot = make()
      state.fixtures[name] = slot
      return slot
    }
  }
}
