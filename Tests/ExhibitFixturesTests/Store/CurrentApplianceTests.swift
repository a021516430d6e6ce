import ExhibitFixtures
import Testing

@Suite struct CurrentApplianceTests {
  @Test("1.0.10: the current appliance is the top of a stack")
  func isTheTopOfAStack() async throws {
    #expect(FixtureStore.currentAppliance == nil)
    let (a, b) = (Probe("a"), Probe("b"))
    try FixtureStore.withAppliance(a) { () throws in
      #expect(FixtureStore.currentAppliance === a)
      #expect(throws: Mishap("x")) {
        try FixtureStore.withAppliance(b) { () throws in
          #expect(FixtureStore.currentAppliance(as: Probe.self) === b)
          throw Mishap("x")
        }
      }
      #expect(FixtureStore.currentAppliance === a)
    }
    await FixtureStore.withAppliance(b) {
      await Task.yield()
      #expect(FixtureStore.currentAppliance === b)
    }
    #expect(FixtureStore.currentAppliance == nil)
  }

  @Test func tasksHaveTheirOwn() async {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          let probe = Probe("\(number)")
          await FixtureStore.withAppliance(probe) {
            for _ in 0..<10 {
              await Task.yield()
              #expect(FixtureStore.currentAppliance?.id == "\(number)")
            }
          }
        }
      }
    }
  }
}
