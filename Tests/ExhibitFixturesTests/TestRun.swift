import ExhibitFixtures
import ExhibitSupport

/// A store with what surrounds it in a run: which test is running, and everything that was reported.
final class TestRun: Sendable {
  private struct State {
    var test: String?
    var reports: [FixtureReport] = []
    var said: [String] = []
  }

  let store = FixtureStore()
  private let state: Locked<State>

  init(test: String? = "M.C/t", directory: String? = nil) {
    state = Locked(State(test: test))
    var surroundings = FixtureSurroundings()
    surroundings.directory = directory
    surroundings.coding = JSONCoding()
    surroundings.report = { [weak self] report in self?.state.withLock { $0.reports.append(report) } }
    surroundings.say = { [weak self] message in self?.state.withLock { $0.said.append(message) } }
    surroundings.scopeName = { [weak self] scope in
      guard let test = self?.test else { return scope == .run ? "run" : nil }
      switch scope {
      case .test: return test
      case .class: return test.split(separator: "/").first.map(String.init)
      case .run: return "run"
      }
    }
    store.surroundings = surroundings
  }

  var test: String? { state.withLock { $0.test } }

  var reports: [FixtureReport] { state.withLock { $0.reports } }

  /// What was reported, as lines without times.
  var lines: [String] {
    reports.map { report in
      var report = report
      report.duration = nil
      return report.text
    }
  }

  var said: [String] { state.withLock { $0.said } }

  /// The running test ends and another starts, as a run session would tell.
  @discardableResult
  func next(_ test: String?) -> [any Error] {
    let errors = store.end(.test)
    state.withLock { $0.test = test }
    if let test { store.enter(.class, named: String(test.split(separator: "/")[0])) }
    return errors
  }

  /// Runs the closure with this store as the current one.
  func callAsFunction<Result>(_ body: () throws -> Result) rethrows -> Result {
    try FixtureStore.$scoped.withValue(store) { try body() }
  }

  func callAsFunction<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async rethrows -> Result {
    try await FixtureStore.$scoped.withValue(store) { try await body() }
  }
}
