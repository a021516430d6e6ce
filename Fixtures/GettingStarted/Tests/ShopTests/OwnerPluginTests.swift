import Exhibit
import ExhibitPluginTesting
import Testing

@Suite struct OwnerPluginTests {
  @Test func ownerOfAFailingTestIsNoted() throws {
    let rig = try PluginRig(
      OwnerPlugin.self, configuration: "{plugins: {owner: {enabled: true, owners: {sales: 'Ann'}}}}", setUp: addArea)

    let test = rig.runTest("ShopTests.BasketTests/testTotal", outcome: .failed) {
      TestEvidence.current.log("the total is wrong")
    }

    let notes = rig.files(of: test).filter { $0.description == "owner" }
    #expect(try notes.map { try $0.text } == ["Ann\n"])
    #expect(rig.failures.isEmpty && rig.messages.isEmpty)
  }

  @Test func pluginStandsWhateverComes() throws {
    try PluginSuite(OwnerPlugin.self, options: "{owners: {sales: 'Ann'}}", setUp: addArea).check()
  }

  @Test func pluginThatAddsValuesStandsTheRest() throws {
    // What is added in the background, nobody is there to take.
    let suite = PluginSuite(VaultPlugin.self, except: [.background])
    #expect(try suite.findings().isEmpty)
  }
}

@Sendable private func addArea(_ hooks: HookEngine) {
  hooks.before(.finishTest, named: "area") { _, update in update[.area] = "sales" }
}
