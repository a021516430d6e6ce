import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport

/// An appliance that counts how often it is asked.
final class Probe: Appliance {
  let id: String
  private let state = Locked((count: 0, value: 0))

  init(_ id: String = "probe") {
    self.id = id
  }

  /// How often it was asked.
  var count: Int { state.withLock { $0.count } }

  /// What it knows.
  var value: Int {
    get { state.withLock { $0.value } }
    set { state.withLock { $0.value = newValue } }
  }

  /// Asks it.
  func ask() -> Int {
    state.withLock { state in
      state.count += 1
      return state.value
    }
  }
}
