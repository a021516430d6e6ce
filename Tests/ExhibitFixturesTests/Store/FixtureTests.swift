import ExhibitFixtures
import ExhibitSupport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct FixtureTests {
  private let journal = Journal()

  private func fixture(
    _ name: String, _ scope: FixtureScope, needs: [Fixture<String>] = []
  ) -> Fixture<String> {
    Fixture(name, scope: scope) { [journal] in
      for other in needs { _ = try other.value() }
      journal.note("make \(name)")
      return name
    } tearDown: { [journal] in
      journal.note("end \($0)")
    }
  }

  @Test func isMadeOnceInItsScopeAndTornDownAtItsEnd() throws {
    let run = TestRun(test: "M.A/t1")
    let (session, group, single) = (fixture("r", .run), fixture("c", .class), fixture("t", .test))
    try run { () throws in
      for test in ["M.A/t1", "M.A/t2", "M.B/t1"] {
        run.next(test)
        for fixture in [single, group, session, single, group, session] { _ = try fixture.value() }
      }
      run.next(nil)
      for scope in [FixtureScope.class, .run] { run.store.end(scope) }
    }
    #expect(
      journal.entries == [
        "make t", "make c", "make r", "end t", "make t", "end t", "end c", "make t", "make c", "end t", "end c",
        "end r",
      ])
    #expect(
      run.lines[0...2] == ["fixture t created", "fixture c created, for the class", "fixture r created, for the run"])
    #expect(run.lines.last == "fixture r torn down, for the run")
  }

  @Test func whatItNeedsIsTornDownAfterIt() throws {
    let run = TestRun()
    let database = fixture("database", .test)
    let server = fixture("server", .test, needs: [database])
    let browser = fixture("browser", .test, needs: [server, database])
    _ = try run { () throws in try browser.value() }
    run.next(nil)
    #expect(
      journal.entries == [
        "make database", "make server", "make browser", "end browser", "end server", "end database",
      ])
  }

  @Test func aCircleIsAnErrorThatShowsIt() throws {
    let run = TestRun()
    let error = #expect(throws: FixtureError.self) { try run { () throws in try Circle.a.value() } }
    #expect(error?.code == .cycle)
    #expect(error?.message == "what is being made needs itself: a → b → c → a")
  }

  @Test func oneThatLivesLongerCannotNeedOneThatEndsBeforeIt() throws {
    let run = TestRun()
    let short = fixture("short", .test)
    let long = fixture("long", .run, needs: [short])
    let error = #expect(throws: FixtureError.self) { try run { () throws in try long.value() } }
    #expect(error?.code == .outlived)
    #expect(
      error?.message == "fixture 'short' lives as long as a test, but long lives as long as a run")
  }

  @Test func whatHasBeenTornDownIsNotHandedOutAgain() throws {
    let run = TestRun()
    let journal = journal
    let lamp = fixture("lamp", .test)
    let room = Fixture<Int>("room") {
      1
    } tearDown: { _ in
      do { journal.note("room has \(try lamp.value())") } catch {
        journal.note("\((error as? FixtureError)?.message ?? "")")
      }
    }
    try run { () throws in
      _ = (try room.value(), try lamp.value())
      run.next(nil)
    }
    #expect(
      journal.entries == [
        "make lamp", "end lamp",
        "fixture 'lamp' has been torn down: what needs it in its tear-down must also need it when it is made",
      ])
    // The next test has its own.
    run.next("M.C/u")
    #expect(try run { () throws in try lamp.value() } == "lamp")
  }

  @Test func anErrorReachesAllAndTheNextTriesAgain() throws {
    let run = TestRun()
    let attempts = Counter()
    let fixture = Fixture<Int>("flaky") {
      if attempts.next() == 1 { throw Mishap("not yet") }
      return 1
    }
    try run { () throws in
      #expect(throws: Mishap("not yet")) { try fixture.value() }
      #expect(try fixture.value() == 1)
    }
  }

  @Test func twoOfOneNameAreAnError() throws {
    let run = TestRun()
    let number = Fixture<Int>("same") { 1 }
    let text = fixture("same", .test)
    try run { () throws in
      _ = try text.value()
      let error = #expect(throws: FixtureError.self) { try number.value() }
      #expect(error?.code == .nameConflict)
      // Also if both make values of one type.
      let first = Fixture<Int>("port") { 1 }
      let second = Fixture<Int>("port") { 2 }
      #expect(try (first.value(), first.value()) == (1, 1))
      #expect(throws: FixtureError.self) { try second.value() }
    }
  }

  @Test("1.0.10: outside of a run there is an error to catch, nothing fatal")
  func outsideOfARun() {
    let error = #expect(throws: FixtureError.self) { try fixture("a", .run).value() }
    #expect(error?.code == .noRun)
    #expect(FixtureStore.currentAppliance == nil)
  }

  @Test func manyThreadsGetTheSame() throws {
    let run = TestRun()
    let fixture = fixture("one", .test)
    let values = atOnce(32) { _ in run { try? fixture.value() } }
    #expect(values == Array(repeating: "one", count: 32))
    #expect(journal.entries == ["make one"])
  }

  @Test func asynchronousOnesAreMadeOnceAndTornDown() async throws {
    let run = TestRun()
    let gate = Gate()
    let journal = journal
    let base = AsyncFixture("base", scope: .class) {
      await gate.wait()
      journal.note("make base")
      return 1
    } tearDown: { _ in
      await Task.yield()
      journal.note("end base")
      throw Mishap("base is stuck")
    }
    let top = AsyncFixture("top") {
      try await base.value() + 1
    } tearDown: { _ in
      journal.note("end top")
    }
    try await run { () async throws in
      async let values = withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 { group.addTask { try await top.value() } }
        return try await group.reduce(0, +)
      }
      await gate.untilSomebodyWaits()
      gate.open()
      let sum = try await values
      #expect(sum == 40)
    }
    try await onThread { _ = run.next("M.D/t") }
    #expect(journal.entries == ["make base", "end top", "end base"])
    #expect(run.said == ["tear-down of 'base' failed: base is stuck"])
  }

  private enum Circle {
    static let a: Fixture<Int> = Fixture("a") { try b.value() }
    static let b: Fixture<Int> = Fixture("b") { try c.value() }
    static let c: Fixture<Int> = Fixture("c") { try a.value() }
  }
}
