import CExhibitFixtures
import TestSupport
import Testing

@testable import ExhibitFixtures

/// Counters that two processes have, by two maps of one file.
@Suite struct SharedGenerationsTests {
  private let scratch: ScratchDirectory
  private let here: SharedGenerations
  private let there: SharedGenerations

  init() throws {
    scratch = try ScratchDirectory()
    let path = scratch.path + "/generations"
    here = try #require(SharedGenerations(path: path) { Issue.record("\($0)") })
    there = try #require(SharedGenerations(path: path) { Issue.record("\($0)") })
  }

  @Test func eachNameHasItsOwn() {
    let count = 15_000
    let found = (0..<count).map { here.generation(of: "signal", "s", "10.0.\($0 / 256).\($0 % 256)") }
    #expect(Set(found.map(\.word)).count == count)
    exhibit_generation_advance(found[1])
    let others = (0..<count).map { there.generation(of: "signal", "s", "10.0.\($0 / 256).\($0 % 256)") }
    #expect(others.indices.filter { exhibit_generation_value(others[$0]) != 0 } == [1])
  }

  @Test func namesAreNotJoined() {
    #expect(here.generation(of: "a", "bc").word != here.generation(of: "ab", "c").word)
    #expect(here.generation(of: "").word == here.generation(of: "").word)
  }

  /// Many more names than there are places: some share a counter, and all hear of each advance.
  @Test func whenAllPlacesAreTakenNothingIsLost() {
    let names = (0..<60_000).map { "appliance \($0)" }
    let found = names.map { here.generation(of: $0) }
    #expect(Set(found.map(\.word)).count < names.count)
    for (name, generation) in zip(names, found) {
      let other = there.generation(of: name)
      let before = exhibit_generation_value(other)
      exhibit_generation_advance(generation)
      guard exhibit_generation_value(other) == before + 1 else {
        Issue.record("an advance of \(name) was lost")
        return
      }
    }
  }

  @Test func manyThreadsFindTheSame() {
    let words = atOnce(16) { _ in (0..<500).map { UInt(bitPattern: here.generation(of: "\($0)").word) } }
    #expect(Set(words).count == 1)
  }

  @Test func anAdvanceOfOneOnlyIsOneForAll() {
    let (one, other) = (here.generation(of: "a"), there.generation(of: "a"))
    exhibit_generation_advance_from(one, 0)
    exhibit_generation_advance_from(other, 0)
    #expect(exhibit_generation_value(one) == 1)
  }
}
