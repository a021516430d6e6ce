import ExhibitFixtures
import TestSupport
import Testing

@Suite struct TearDownTests {
  @Test func runsInReverseOrderAndReportsEachError() async throws {
    let run = TestRun()
    let journal = Journal()
    try run.store.addTearDown(named: "a") { journal.note("a") }
    try run.store.addTearDown(named: "b") {
      journal.note("b")
      throw Mishap("no b")
    }
    try run.store.addAsyncTearDown(named: "c") {
      await Task.yield()
      journal.note("c")
      throw Mishap("no c")
    }
    let errors = try await onThread { run.next(nil).map { "\($0)" } }
    #expect(journal.entries == ["c", "b", "a"])
    #expect(errors == ["no c", "no b"])
    #expect(run.lines == ["teardown c torn down: no c", "teardown b torn down: no b", "teardown a torn down"])
    #expect(run.said == ["tear-down of 'c' failed: no c", "tear-down of 'b' failed: no b"])
    #expect(run.reports.allSatisfy { $0.duration != nil })
  }

  @Test func scopesEndWhenWhatTheyBelongToDoes() throws {
    let run = TestRun(test: "M.A/t1")
    let journal = Journal()
    for scope in [FixtureScope.run, .class, .test] {
      try run.store.addTearDown(of: scope, named: "\(scope)") { journal.note("\(scope)") }
    }
    run.next("M.A/t2")
    #expect(journal.entries == ["test"])
    run.next("M.B/t1")
    #expect(journal.entries == ["test", "class"])
    run.next(nil)
    #expect(journal.entries == ["test", "class"])
    run.store.end(.run)
    #expect(journal.entries == ["test", "class", "run"])
  }

  @Test func whatATearDownAddsRunsNext() throws {
    let run = TestRun()
    let journal = Journal()
    let store = run.store
    try store.addTearDown(named: "a") { journal.note("a") }
    try store.addTearDown(named: "b") {
      journal.note("b")
      try store.addTearDown(named: "c") { journal.note("c") }
    }
    run.next(nil)
    #expect(journal.entries == ["b", "c", "a"])
  }

  @Test func oneThatIsCancelledDoesNothing() throws {
    let run = TestRun()
    let journal = Journal()
    let tearDown = try run.store.addTearDown(named: "a") { journal.note("a") }
    tearDown.cancel()
    tearDown.cancel()
    run.next(nil)
    #expect(journal.entries.isEmpty)
    #expect(run.lines.isEmpty)
  }

  @Test func withoutATestThereIsNoScopeOfOne() throws {
    let run = TestRun(test: nil)
    let error = #expect(throws: FixtureError.self) { try run.store.addTearDown(named: "a") {} }
    #expect(error?.code == .noScope)
    try run.store.addTearDown(of: .run, named: "b") {}
  }

  @Test func outsideOfARunThereIsNoStore() {
    #expect(FixtureStore.current == nil)
    let run = TestRun()
    run { #expect(FixtureStore.current === run.store) }
  }
}
