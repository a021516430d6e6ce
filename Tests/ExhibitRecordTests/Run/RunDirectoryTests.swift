import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RunDirectoryTests {
  private let scratch: ScratchDirectory
  private let run: RunDirectory

  init() throws {
    scratch = try ScratchDirectory()
    run = RunDirectory(id: try #require(RunID("r")), path: scratch.path)
  }

  @Test func aPathBelowIsContained() {
    #expect(run.contained("tests/App/Größe/a.txt") == scratch.path + "/tests/App/Größe/a.txt")
  }

  @Test(arguments: [
    "", ".", "..", "/", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a/", "a/..", "a\0/b", "../\u{301}x",
    "a/../\u{301}x", "\0",
  ])
  func othersAreNot(path: String) {
    #expect(run.contained(path) == nil)
  }

  @Test func linksAreNotFollowed() throws {
    try scratch.makeDirectory("tests")
    try scratch.link("tests/out", to: "/etc")
    try scratch.link("tests/file", to: "/etc/passwd")
    #expect(run.contained("tests/out/passwd") == nil)
    #expect(run.contained("tests/file") == nil)
  }

  @Test func noHostilePathLeadsOut() {
    for text in HostileText.cases {
      for path in [text, "a/" + text, text + "/a", "../" + text] {
        guard let contained = run.contained(path) else { continue }
        let components = contained.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
        #expect(!components.contains(Array("..".utf8)), "\(path.debugDescription)")
      }
    }
  }

  @Test func pathsInTheRecordAreRelative() throws {
    let run = RunDirectory(id: try #require(RunID("r")), path: "/home/jürgen/Prüfung/runs/r")
    #expect(run.relative("/home/jürgen/Prüfung/runs/r/tests/App") == "tests/App")
    #expect(run.relative("/home/jürgen/elsewhere") == "/home/jürgen/elsewhere")
  }
}
