import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct ArtifactRootTests {
  @Test func aNewRootIsIgnoredByGit() throws {
    let scratch = try ScratchDirectory()
    _ = try ArtifactRoot(path: scratch.path + "/a/b/Artifacts").join(requested: nil, ancestor: nil)
    #expect(scratch.text(of: "a/b/Artifacts/.gitignore") == "*\n")
    #expect(scratch.names(in: "a/b") == ["Artifacts"])
  }

  @Test func aRootOfTheUsersIsNotIgnored() throws {
    let scratch = try ScratchDirectory()
    _ = try ArtifactRoot(path: scratch.path).join(requested: nil, ancestor: nil)
    #expect(scratch.text(of: ".gitignore") == nil)
  }

  @Test func withoutAnAncestorEachProcessIsARun() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    let first = try root.join(requested: nil, ancestor: nil)
    let second = try root.join(requested: nil, ancestor: nil)
    #expect(first.isNew && second.isNew)
    #expect(first.0.id != second.0.id)
    #expect(scratch.target(ofLink: "latest") == "runs/" + second.0.id.rawValue)
  }

  @Test func aRequestedRunIsMadeOnceAndJoined() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    let id = try #require(RunID("ci-1"))
    #expect(try root.join(requested: id, ancestor: "x").isNew)
    #expect(try !root.join(requested: id, ancestor: nil).isNew)
    #expect(root.allRuns().map(\.id) == [id])
    #expect(scratch.target(ofLink: "latest") == "runs/ci-1")
  }

  @Test func aRequestedRunThatIsALinkIsRefused() throws {
    let scratch = try ScratchDirectory()
    let elsewhere = try ScratchDirectory()
    try scratch.makeDirectory("runs")
    try scratch.link("runs/ci-1", to: elsewhere.path)
    #expect(throws: FileSystem.Failure.self) {
      try ArtifactRoot(path: scratch.path).join(requested: RunID("ci-1"), ancestor: nil)
    }
    #expect(elsewhere.names().isEmpty)
  }

  @Test func eventsThatAreALinkAreRefused() throws {
    let scratch = try ScratchDirectory()
    let elsewhere = try ScratchDirectory()
    try scratch.makeDirectory("runs/ci-1")
    try scratch.link("runs/ci-1/events", to: elsewhere.path)
    #expect(throws: FileSystem.Failure.self) {
      try ArtifactRoot(path: scratch.path).join(requested: RunID("ci-1"), ancestor: nil)
    }
  }

  @Test func aRootBelowAFileSaysSo() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("", to: "file")
    let error = #expect(throws: FileSystem.Failure.self) {
      try ArtifactRoot(path: scratch.path + "/file/Artifacts").join(requested: nil, ancestor: nil)
    }
    #expect(error?.description == "\(scratch.path)/file/Artifacts: Not a directory")
  }

  @Test func aRootThatIsAFileSaysSo() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("", to: "Artifacts")
    let error = #expect(throws: FileSystem.Failure.self) {
      try ArtifactRoot(path: scratch.path + "/Artifacts").join(requested: nil, ancestor: nil)
    }
    #expect(error?.description.hasSuffix(": Not a directory") == true)
  }

  @Test func aRootMayBeALinkToADirectory() throws {
    let scratch = try ScratchDirectory()
    try scratch.makeDirectory("disk")
    try scratch.link("Artifacts", to: "disk")
    _ = try ArtifactRoot(path: scratch.path + "/Artifacts").join(requested: nil, ancestor: nil)
    #expect(scratch.names(in: "disk") == ["latest", "runs"])
  }

  // MARK: The link to the newest run

  @Test func aFileOfTheUsersIsLeftAlone() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("mine", to: "latest")
    _ = try ArtifactRoot(path: scratch.path).join(requested: nil, ancestor: nil)
    #expect(scratch.text(of: "latest") == "mine")
    #expect(scratch.names() == ["latest", "runs"])
  }

  @Test func aDirectoryOfTheUsersIsLeftAlone() throws {
    let scratch = try ScratchDirectory()
    try scratch.makeDirectory("latest")
    _ = try ArtifactRoot(path: scratch.path).join(requested: nil, ancestor: nil)
    #expect(scratch.names(in: "latest").isEmpty)
    #expect(scratch.names() == ["latest", "runs"])
  }

  @Test func aLinkOfTheUsersIsLeftAlone() throws {
    let scratch = try ScratchDirectory()
    try scratch.link("latest", to: "/elsewhere")
    _ = try ArtifactRoot(path: scratch.path).join(requested: nil, ancestor: nil)
    #expect(scratch.target(ofLink: "latest") == "/elsewhere")
  }

  @Test func itPointsAtARunWhileOthersStart() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    _ = try root.join(requested: nil, ancestor: nil)
    let failures = atOnce(9) { index in
      guard index == 0 else {
        return (0..<20).count { _ in (try? root.join(requested: nil, ancestor: nil)) == nil }
      }
      return (0..<2000).count { _ in FileSystem.kind(of: root.latest + "/events", followingLinks: true) != .directory }
    }
    #expect(failures == Array(repeating: 0, count: 9))
    #expect(root.allRuns().count == 161)
  }
}
