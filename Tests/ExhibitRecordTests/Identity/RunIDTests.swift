import ExhibitRecord
import TestSupport
import Testing

@Suite struct RunIDTests {
  @Test func holdsTheStartAndSomethingRandom() {
    let id = RunID(now: 1_795_240_263_123_000_000, random: 0x7F3A_9C2E)
    #expect(id.rawValue == "20261121T055103Z-7f3a9c2e")
    #expect(RunID(now: 0, random: 1).rawValue == "19700101T000000Z-00000001")
  }

  @Test(arguments: ["20261121T055103Z-7f3a9c2e", "ci-42", "a", "1.2_3", String(repeating: "x", count: 100)])
  func takesHarmlessNames(name: String) {
    #expect(RunID(name)?.rawValue == name)
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", "latest", ".hidden", "trailing.", "a b", "ä", "a\0", "a\n", "~", "latest~1",
    String(repeating: "x", count: 101),
  ])
  func refusesOthers(name: String) {
    #expect(RunID(name) == nil)
  }

  @Test func whatItTakesIsOneComponent() {
    for text in HostileText.cases {
      guard let id = RunID(text) else { continue }
      #expect(!id.rawValue.contains("/") && id.rawValue.first != ".")
    }
  }
}
