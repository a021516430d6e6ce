import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// How the processes of one `swift test` find each other.
extension ArtifactRootTests {
  @Test func processesOfOneAncestorShareARun() throws {
    for _ in 0..<10 {
      let scratch = try ScratchDirectory()
      let root = ArtifactRoot(path: scratch.path + "/Artifacts")
      let joined = atOnce(16) { _ in try? root.join(requested: nil, ancestor: "1-2-3") }
      #expect(Set(joined.map { $0?.0.path }).count == 1)
      #expect(joined.count { $0?.isNew == true } == 1)
      #expect(root.allRuns().count == 1)
      #expect(scratch.text(of: "Artifacts/.gitignore") == "*\n")
    }
  }

  @Test func processesOfSeveralAncestorsDoNot() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    let joined = atOnce(16) { index in try? root.join(requested: nil, ancestor: "ancestor-\(index % 4)").0.id }
    #expect(Set(joined).count == 4)
    for index in joined.indices { #expect(joined[index] == joined[index % 4]) }
  }

  @Test func aRequestedRunIsBegunOnce() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path + "/x/Artifacts")
    let id = try #require(RunID("ci-1"))
    let joined = atOnce(16) { _ in try? root.join(requested: id, ancestor: nil) }
    #expect(joined.allSatisfy { $0?.0.id == id })
    #expect(joined.count { $0?.isNew == true } == 1)
  }

  @Test func aRunThatWasRemovedIsBegunAnewOnce() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    for _ in 0..<20 {
      let old = try root.join(requested: nil, ancestor: "1-2-3").0
      try FileManager.default.removeItem(atPath: old.path)
      let joined = atOnce(16) { _ in try? root.join(requested: nil, ancestor: "1-2-3").0.id }
      #expect(Set(joined).count == 1)
      #expect(joined[0] != old.id)
    }
  }

  @Test func linksToRunsThatAreGoneAreRemoved() throws {
    let scratch = try ScratchDirectory()
    let root = ArtifactRoot(path: scratch.path)
    let old = try root.join(requested: nil, ancestor: "old").0
    let kept = try root.join(requested: nil, ancestor: "kept").0
    try FileManager.default.removeItem(atPath: old.path)
    let new = try root.join(requested: nil, ancestor: "new").0
    #expect(scratch.names(in: ".joined").filter { !$0.hasPrefix(".") } == ["kept", "new"])
    #expect(root.allRuns().map(\.id).sorted { $0.rawValue < $1.rawValue }.count == 2)
    #expect(try root.join(requested: nil, ancestor: "kept").0 == kept)
    #expect(try root.join(requested: nil, ancestor: "new").0 == new)
  }

  @Test func aLinkThatLeadsOutIsNotFollowed() throws {
    let scratch = try ScratchDirectory()
    let elsewhere = try ScratchDirectory()
    try elsewhere.makeDirectory("events")
    try scratch.makeDirectory(".joined")
    try scratch.link(".joined/x", to: elsewhere.path)
    let (run, isNew) = try ArtifactRoot(path: scratch.path).join(requested: nil, ancestor: "x")
    #expect(isNew)
    #expect(run.path.hasPrefix(scratch.path))
  }
}
