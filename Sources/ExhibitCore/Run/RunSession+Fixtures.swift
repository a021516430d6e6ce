package import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// The fixture store of the run: what happens in it is evidence, and its scopes follow the tests.
extension RunSession {
  /// Says where tests of this process find their store.
  func prepareFixtures() {
    FixtureStore.setProvider { RunSession.current?.fixtures }
    RunWideSignals.declare()
  }

  /// What tests share, made when somebody first asks for it.
  package var fixtures: FixtureStore {
    if let store = fixturesInUse { return store }
    let new = makeFixtures()
    let store = state.withLock { state in
      let store = state.fixtures ?? new
      state.fixtures = store
      return store
    }
    usesFixtures.exchange(true)
    return store
  }

  /// The same, if somebody has asked for it.
  var fixturesInUse: FixtureStore? { usesFixtures.isSet ? state.withLock { $0.fixtures } : nil }

  /// Makes a store that is a part of this run.
  private func makeFixtures() -> FixtureStore {
    var surroundings = FixtureSurroundings()
    surroundings.directory = run.map { $0.path + "/fixtures" }
    surroundings.didMakeDirectory = { [weak self] in self?.removeValuesOfOtherRuns() }
    surroundings.coding = FixtureJSON()
    surroundings.scopeName = { [weak self] in self?.scopeName($0) }
    surroundings.report = { [weak self] in self?.report($0) }
    surroundings.say = { Diagnostics.shared.say($0) }
    surroundings.wait = { MainThreadWait.run($0) }
    let rules = redaction
    surroundings.redact = { rules.redact($0) }
    surroundings.ledger = makeLedger()
    let store = FixtureStore()
    store.surroundings = surroundings
    return store
  }

  /// A test starts; with the first of another class the scope of the class before ends.
  func enterScopes(of key: TestKey) {
    guard let fixtures = fixturesInUse else { return }
    // What was added to a test after its end.
    fixtures.end(.test)
    fixtures.enter(.class, named: key.location)
  }

  /// The tests of a class are going to start, or are over: its own set-up and tear-down may use what is the class's.
  package func enterClass(_ location: String?) { state.withLock { $0.openClass = location } }

  private func scopeName(_ scope: FixtureScope) -> String? {
    switch scope {
    case .test: currentAttempt?.key.id
    case .class: currentAttempt?.key.location ?? state.withLock { $0.openClass }
    case .run: isFinished ? nil : "run"
    }
  }

  /// The tests of this process are over.
  func endScopes() {
    guard let fixtures = fixturesInUse else { return }
    for scope in [FixtureScope.test, .class, .run] { fixtures.end(scope) }
    // To the processes of a parallel run others are to come.
    if !isOneOfMany { fixtures.removeSharedValues() }
  }

  /// Removes what processes of runs that are over have left for one another.
  private func removeValuesOfOtherRuns() {
    guard let run, let runs = run.path.parentPath else { return }
    for name in FileSystem.names(in: runs) where name != run.id.rawValue {
      let directory = "\(runs)/\(name)/fixtures"
      if FileSystem.kind(of: directory) == .directory { FixtureStore.removeValues(leftIn: directory) }
    }
  }

  /// Puts what happened into the record, and into the log of the test that is running.
  private func report(_ report: FixtureReport) {
    let attempt = currentAttempt
    writer?.event(
      "exhibitFixture", testID: attempt?.key.id, message: (report.error == nil ? "details" : "warning", report.text)
    ) { buffer in
      if let attempt { buffer.member(#","attempt":"#, attempt.number) }
      buffer.member(#","subject":"#, verbatim: report.subject.rawValue)
      buffer.member(#","action":"#, verbatim: report.action.rawValue)
      buffer.member(#","name":"#, report.name)
      buffer.member(#","appliance":"#, report.applianceID)
      buffer.member(#","scope":"#, verbatim: report.scope?.rawValue)
      buffer.member(#","cause":"#, report.cause)
      buffer.member(#","sender":"#, report.sender)
      if let duration = report.duration {
        buffer.literal(#","durationNanoseconds":"#)
        buffer.integer(duration.nanoseconds)
      }
      buffer.member(#","error":"#, report.error)
    }
    guard engine.hasHooks(for: .fixture) else { return }
    var values: HookValues = [
      "subject": report.subject.rawValue, "action": report.action.rawValue, "name": report.name, "message": report.text,
    ]
    values[.testID] = attempt?.key.id
    values[named: "appliance"] = report.applianceID
    values[named: "scope"] = report.scope?.rawValue
    values[named: "cause"] = report.cause
    values[named: "sender"] = report.sender
    values[.duration] = report.duration
    values[.error] = report.error
    self.report(engine.fire(.fixture, values, about: attempt, afterPre: nil))
  }
}
