package import ExhibitFixtures
import ExhibitSupport

/// The fixture store of a process in which Exhibit is switched off.
///
/// Tests shall do what they do otherwise, so that what they share is made and torn down all the same. Nothing is recorded,
/// and processes know nothing of one another.
package final class UnwatchedFixtures: Sendable {
  private struct State {
    /// The class of the last test.
    var location: String?
    var isFinished = false
  }

  /// The store.
  package let store = FixtureStore()
  private let state = Locked(State())

  /// Creates a store whose scopes end when this object is told of tests.
  package init() {
    var surroundings = FixtureSurroundings()
    // There is one of each at a time; which one it is matters to no one.
    surroundings.scopeName = { [weak self] scope in self?.isFinished == false ? scope.rawValue : nil }
    surroundings.say = { Diagnostics.shared.say($0) }
    surroundings.wait = { MainThreadWait.run($0) }
    store.surroundings = surroundings
  }

  private var isFinished: Bool { state.withLock { $0.isFinished } }

  /// A test of a class starts; what was before the first that is heard of was for its class.
  package func testStarted(in location: String) {
    let isAnother = state.withLock { state in
      defer { state.location = location }
      return state.location.map { $0 != location } ?? false
    }
    store.end(.test)
    if isAnother { store.end(.class) }
  }

  /// A test of a class has ended.
  package func testFinished(in location: String) {
    state.withLock { $0.location = location }
    store.end(.test)
  }

  /// The tests of this process are over.
  package func finish() {
    for scope in FixtureScope.allCases.sorted() { store.end(scope) }
    state.withLock { $0.isFinished = true }
  }
}
