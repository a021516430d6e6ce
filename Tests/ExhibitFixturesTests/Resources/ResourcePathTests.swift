import ExhibitFixtures
import TestSupport
import Testing

@Suite struct ResourcePathTests {
  @Test func pathsOfCollectionsAndInstancesTakeTurns() throws {
    let path: ResourcePath = ["users", "7", "tokens"]
    #expect("\(path)" == "users/7/tokens")
    #expect(!path.isInstance)
    #expect(path.appending("3").isInstance)
    #expect(path.parent == ["users", "7"])
    #expect(path.last == "tokens")
    #expect(path.isBelow(["users"]))
    #expect(!path.isBelow(path))
    #expect(!path.isBelow(["users", "8"]))
    #expect(ResourcePath([]).parent == nil)
    #expect(!ResourcePath([]).isInstance)
    try path.check(isInstance: false)
    try path.appending("3").check(isInstance: true)
  }

  @Test(arguments: [[], ["users", ""], ["users", ".."], [".", "7"], ["users", "7", "tokens"]])
  func unusablePathsAreNamed(segments: [String]) {
    let path = ResourcePath(segments)
    let error = #expect(throws: ResourceError.self) { try path.check(isInstance: true) }
    #expect(error?.code == .invalid)
    #expect(error?.path == path)
  }

  @Test(arguments: ["a%", "a%2", "a%zz/b", "%ff", "a%C3"])
  func whatIsNoPathIsRefused(text: String) {
    #expect(ResourcePath(text) == nil)
  }

  /// A path is found again in its description, and no segment can add another.
  @Test(arguments: 0..<300)
  func descriptionTellsTheWholePath(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let segments = (0..<Int.random(in: 1...5, using: &generator)).map { _ in HostileText.random(using: &generator) }
    let path = ResourcePath(segments)
    let text = path.description
    #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    #expect(text.split(separator: "/", omittingEmptySubsequences: false).count == segments.count)
    let read = try #require(ResourcePath(text))
    #expect(read.segments.map { Array($0.utf8) } == segments.map { Array($0.utf8) })
  }
}
