import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct ArtifactStoreTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  @Test func whatIsSavedIsOnDiskAndInTheRecord() throws {
    let artifact = try session.test { _, _ in try TestEvidence.current.save("hello", as: "greeting").get() }
    #expect(session.text("greeting.txt") == "hello")
    #expect((artifact.byteCount, artifact.contentType) == (5, .plainText))
    let listed = try #require(try session.summary().results.first?.artifacts.first { $0.name == "greeting" })
    #expect(listed.path == "tests/App/Tests/testA/greeting.txt")
    #expect((listed.contentType, listed.byteCount) == ("text/plain", 5))
    #expect(session.messages.isEmpty)
  }

  @Test func artifactsOfOneDescriptionAreAllKept() throws {
    session.test { _, _ in
      for number in 1...3 { TestEvidence.current.save("\(number)", as: "Reply") }
      TestEvidence.current.save("4", as: "reply")
    }
    #expect(
      ["Reply.txt", "Reply-2.txt", "Reply-3.txt", "reply-4.txt"].map { session.text($0) } == ["1", "2", "3", "4"])
  }

  @Test func hostileDescriptionsNeverShareAFile() throws {
    session.test { _, _ in
      for (index, text) in HostileText.cases.enumerated() { TestEvidence.current.save("\(index)", as: text) }
    }
    let names = session.names().filter { $0 != "log.txt" }
    #expect(Set(names.compactMap { session.text($0) }) == Set(HostileText.cases.indices.map(String.init)))
    #expect(Set(names.map { PathComponent.folded($0) }).count == HostileText.cases.count)
  }

  @Test func manyOfOneDescriptionTakeLinearTime() {
    let clock = ContinuousClock()
    let durations = session.test { _, _ in
      (0..<4).map { _ in
        clock.measure { for _ in 0..<500 { TestEvidence.current.save("x", as: "reply") } }
      }
    }
    #expect(durations[3] < durations[0] * 4)
  }

  @Test func twoProcessesThatShareADirectoryKeepBoth() throws {
    try session.test { one, attempt in
      // The second does not know of the first one's names.
      try session.run { other in
        let same = other.testStarted(TestKey(id: "App.Tests/testA"))
        let files = try atOnce(2) { index in
          let evidence =
            index == 0 ? TestEvidence(session: one, attempt: attempt) : TestEvidence(session: other, attempt: same)
          return (0..<100).map { evidence.save("\(index)-\($0)", as: "reply") }
        }.flatMap { $0 }.map { try $0.get().url.path }
        #expect(Set(files).count == 200)
        #expect(Set(files.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }).count == 200)
      }
    }
  }

  @Test func whatAKilledProcessLeftIsNotInTheWay() throws {
    try session.scratch.write("half", to: "Artifacts/runs/r/tests/App/Tests/testA/reply.txt.partial")
    let saved = session.test { _, _ in
      (
        TestEvidence.current.save("whole", as: "reply"),
        TestEvidence.current.save("x", as: "x.txt.partial", contentType: "x/y"),
        TestEvidence.current.save("y", as: "x")
      )
    }
    #expect(throws: Never.self) { _ = (try saved.0.get(), try saved.1.get(), try saved.2.get()) }
    #expect(session.text("reply.txt") == "whole")
  }

  @Test func aDirectoryThatVanishesIsMadeAgain() throws {
    session.test { session, attempt in
      TestEvidence.current.save("1", as: "one")
      try? FileManager.default.removeItem(atPath: session.usableDirectory(of: attempt))
      #expect(throws: Never.self) { try TestEvidence.current.save("2", as: "two").get() }
    }
    #expect(session.text("two.txt") == "2")
  }

  // MARK: Files

  @Test func aFileIsCopied() throws {
    let file = try session.scratch.write("{}", to: "reply.json")
    let artifact = try session.test { _, _ in
      try TestEvidence.current.save(file: URL(fileURLWithPath: file)).get()
    }
    #expect(artifact.contentType == .json)
    #expect(session.text("reply.json") == "{}")
    #expect(session.scratch.text(of: "reply.json") == "{}")
  }

  @Test func aMovedFileIsGone() throws {
    let file = try session.scratch.write("{}", to: "reply.json")
    session.test { _, _ in _ = TestEvidence.current.save(file: URL(fileURLWithPath: file), moving: true) }
    #expect(session.text("reply.json") == "{}")
    #expect(session.scratch.text(of: "reply.json") == nil)
  }

  @Test func aFileThatCannotBeSavedIsKept() throws {
    let file = try session.scratch.write("{}", to: "reply.json")
    try session.scratch.write("", to: "Artifacts/runs/r/tests")
    let result = session.test { _, _ in TestEvidence.current.save(file: URL(fileURLWithPath: file), moving: true) }
    #expect(throws: EvidenceError.self) { try result.get() }
    #expect(session.scratch.text(of: "reply.json") == "{}")
  }

  @Test(arguments: ["directory", "pipe", "missing", "dangling", "file\0.txt"])
  func whatIsNoFileIsRefused(name: String) throws {
    try session.scratch.makeDirectory("directory")
    try session.scratch.write("x", to: "file")
    try session.scratch.link("dangling", to: "nowhere")
    #expect(mkfifo(session.scratch.path + "/pipe", 0o600) == 0)
    let path = session.scratch.path + "/" + name
    let result = session.test { session, attempt in
      ArtifactStore(session: session, attempt: attempt).save(.copy(of: path), description: "x", contentType: .data)
    }
    let error = #expect(throws: EvidenceError.self) { try result.get() }
    #expect(error?.code == .unreadable)
    #expect(session.names() == ["log.txt"])
  }

  @Test func anAddressElsewhereIsNoFile() throws {
    let url = try #require(URL(string: "https://example.com/etc/hostname"))
    let result = session.test { _, _ in TestEvidence.current.save(file: url) }
    let error = #expect(throws: EvidenceError.self) { try result.get() }
    #expect(error?.code == .unreadable)
    #expect(session.messages.count == 1)
  }
}
