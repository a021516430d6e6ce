import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

/// What is read of repositories that the real git has made.
@Suite(.enabled(if: Git.isThere)) struct GitRepositoryTests {
  private let scratch: ScratchDirectory
  private let git: Git

  init() throws {
    scratch = try ScratchDirectory()
    git = Git(directory: try scratch.makeDirectory("checkout"))
    try git.run("init", "--quiet", "--initial-branch=trunk", ".")
    try git.run("remote", "add", "origin", "https://user:secret@host/repository.git")
  }

  private func revision(in name: String = "checkout") -> SourceRevision {
    SourceRevision.detect(environment: EnvironmentVariables([:]), sourceRoot: scratch.path + "/" + name)
  }

  private func commit() throws -> String {
    try git.run("commit", "--quiet", "--allow-empty", "--message", "x")
    return try git.run("rev-parse", "HEAD")
  }

  @Test func aCommitOnABranch() throws {
    let commit = try commit()
    let revision = revision()
    #expect((revision.commit, revision.branch) == (commit, "trunk"))
    #expect(revision.repository == "https://host/repository.git")
  }

  @Test func noCommitYet() {
    let revision = revision()
    #expect((revision.commit, revision.branch) == (nil, "trunk"))
  }

  @Test func aFolderInside() throws {
    let commit = try commit()
    try scratch.makeDirectory("checkout/a/b")
    #expect(revision(in: "checkout/a/b").commit == commit)
  }

  @Test func aBranchWithASlash() throws {
    let commit = try commit()
    try git.run("checkout", "--quiet", "-b", "topic/größe")
    let revision = revision()
    #expect((revision.commit, revision.branch) == (commit, "topic/größe"))
  }

  @Test func aDetachedHead() throws {
    let commit = try commit()
    try git.run("checkout", "--quiet", "--detach")
    let revision = revision()
    #expect((revision.commit, revision.branch) == (commit, nil))
  }

  @Test func packedReferences() throws {
    let commit = try commit()
    for index in 0..<50 { try git.run("tag", "v\(index)") }
    try git.run("pack-refs", "--all")
    #expect(scratch.text(of: "checkout/.git/refs/heads/trunk") == nil)
    #expect(revision().commit == commit)
  }

  @Test func aLinkedWorkTree() throws {
    _ = try commit()
    try git.run("worktree", "add", "--quiet", "-b", "other", "../linked")
    let linked = Git(directory: scratch.path + "/linked")
    try linked.run("commit", "--quiet", "--allow-empty", "--message", "y")
    let revision = revision(in: "linked")
    #expect((revision.commit, revision.branch) == (try linked.run("rev-parse", "HEAD"), "other"))
    #expect(revision.repository == "https://host/repository.git")
  }

  @Test func aSubmodule() throws {
    let commit = try commit()
    try scratch.makeDirectory("outer/.git/modules")
    try FileManager.default.moveItem(
      atPath: scratch.path + "/checkout/.git", toPath: scratch.path + "/outer/.git/modules/sub")
    try scratch.write("gitdir: ../.git/modules/sub\n", to: "outer/sub/.git")
    let revision = revision(in: "outer/sub")
    #expect((revision.commit, revision.branch) == (commit, "trunk"))
  }

  @Test func aRemoteWithOtherKeysThatBeginLikeIt() throws {
    try git.run("config", "remote.origin.urlprefix", "wrong")
    try git.run("config", "--unset", "remote.origin.url")
    try git.run("config", "remote.origin.url", "right")
    #expect(revision().repository == "right")
  }

  @Test(arguments: [
    "../../../../etc/passwd\n", "ref: ../../../etc/passwd\n", "ref: refs/heads/\n", "\n", "no commit\n",
  ])
  func aDamagedHeadIsNoCommit(head: String) throws {
    try scratch.write(head, to: "checkout/.git/HEAD")
    #expect(revision().commit == nil)
  }

  @Test func aDamagedGitFileIsNoRepository() throws {
    try scratch.write("gitdir: nowhere\n", to: "broken/.git")
    try scratch.write("something", to: "other/.git")
    #expect(revision(in: "broken") == SourceRevision())
    #expect(revision(in: "other") == SourceRevision())
  }
}
