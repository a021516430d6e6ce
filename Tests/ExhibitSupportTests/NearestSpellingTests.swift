import ExhibitSupport
import Testing

@Suite struct NearestSpellingTests {
  @Test(arguments: [
    ("levl", "level"), ("elvel", "level"), ("leevel", "level"), ("lebel", "level"), ("LEVEL", "level"), ("tpa", "tap"),
    ("artefact_dir", "artifact_dir"), ("artifact-dir", "artifact_dir"), ("artifactdir", "artifact_dir"),
    ("junt", "junit"),
    ("squash_exeptions", "squash_exceptions"), ("lo", "log"), ("enabld", "enabled"), ("größse", "größe"),
  ])
  func findsNames(written: String, meant: String) {
    let names = ["level", "tap", "artifact_dir", "junit", "squash_exceptions", "log", "enabled", "größe"]
    #expect(NearestSpelling.nearest(to: written, among: names) == meant)
  }

  @Test(arguments: ["html", "x", "", "lvxyz", "levelheaded", "runs"])
  func findsNothingThatIsNotClose(written: String) {
    #expect(NearestSpelling.nearest(to: written, among: ["level", "tap", "y", ""]) == nil)
  }

  @Test func prefersTheCloserName() {
    #expect(NearestSpelling.nearest(to: "levels", among: ["lovely", "level", "levers"]) == "level")
  }

  @Test func prefersTheFirstOfEquallyCloseNames() {
    #expect(NearestSpelling.nearest(to: "bat", among: ["cat", "rat"]) == "cat")
  }

  @Test func prefersTheSameName() {
    #expect(NearestSpelling.nearest(to: "level", among: ["LEVEL", "level"]) == "level")
  }

  @Test func countsASwapAsOneEdit() {
    #expect(NearestSpelling.nearest(to: "acb", among: ["abc"]) == "abc")
  }

  @Test func comparesNothingThatIsVeryLong() {
    let long = String(repeating: "a", count: 100_000)
    #expect(NearestSpelling.nearest(to: long, among: [long + "b"]) == nil)
  }

  @Test func findsNothingAmongNoNames() {
    #expect(NearestSpelling.nearest(to: "level", among: []) == nil)
  }
}
