import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct ArtifactLimitTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
    try session.scratch.write(#"{limits: {artifact: 10, run: "25B"}}"#, to: "exhibit.json")
  }

  /// The messages of the artifacts that the record says were lost.
  private func lost() throws -> [String] {
    let run = try #require(ArtifactRoot(path: session.root).allRuns().first)
    return try FileSystem.names(in: run.events).flatMap { try EventFile.read(run.events + "/" + $0).lines }
      .filter { $0.payload.kind == "exhibitArtifactLost" }.compactMap { $0.payload.messages?.first?.text }
  }

  @Test func whatIsTooLargeIsNotSavedAndSaid() throws {
    let (fits, large) = session.test { _, _ in
      (TestEvidence.current.save("0123456789", as: "fits"), TestEvidence.current.save("0123456789a", as: "large"))
    }
    #expect(throws: Never.self) { try fits.get() }
    #expect(#expect(throws: EvidenceError.self) { try large.get() }?.code == .tooLarge)
    let message = "'large' was not saved: its 11 bytes are more than limits.artifact, 10B"
    #expect(session.messages == ["exhibit: App.Tests/testA: \(message)\n"])
    #expect(try lost() == [message])
    #expect(session.names() == ["fits.txt", "log.txt"])
  }

  @Test func aFileThatIsTooLargeStaysWhereItIs() throws {
    let file = try session.scratch.write("0123456789a", to: "reply.json")
    let result = session.test { _, _ in TestEvidence.current.save(file: URL(fileURLWithPath: file), moving: true) }
    #expect(#expect(throws: EvidenceError.self) { try result.get() }?.code == .tooLarge)
    #expect(session.scratch.text(of: "reply.json") == "0123456789a")
    #expect(session.names() == ["log.txt"])
  }

  @Test func aFileThatGrowsIsCutOffAndRemoved() throws {
    // A file that says it is empty and is not is one that has grown since it was asked for its size.
    let result = FileCopy.copy("/proc/self/maps", toNewFile: session.scratch.path + "/copy", limit: 100)
    #expect(#expect(throws: EvidenceError.self) { try result.get() }?.code == .tooLarge)
    #expect(session.scratch.names() == ["exhibit.json"])
  }

  @Test func aFullRunIsSaidOnceAndTheRestGoesOn() throws {
    let codes = session.run { session -> [EvidenceError.Code?] in
      ["App.Tests/testA", "App.Tests/testB"].flatMap { id in
        let attempt = session.testStarted(TestKey(id: id))
        defer { session.testFinished(attempt, outcome: .passed) }
        return (0..<3).map { number -> EvidenceError.Code? in
          guard case .failure(let error) = TestEvidence.current.save("01234567\(number)", as: "a") else { return nil }
          return error.code
        }
      }
    }
    #expect(codes == [nil, nil, .runFull, .runFull, .runFull, .runFull])
    #expect(
      session.messages == [
        """
        exhibit: the artifacts of this run have reached limits.run, 25B: what has no room is not saved; see `exhibit \
        show`

        """
      ])
    #expect(
      try lost()
        == Array(
          repeating: "'a' was not saved: its 9 bytes and those of the run's artifacts are more than limits.run, 25B",
          count: 4))
    #expect(try session.summary().results.map(\.artifacts.count) == [3, 1])
  }

  @Test func theProcessesOfARunCountTogether() throws {
    _ = session.test { _, _ in TestEvidence.current.save("0123456789", as: "a") }
    _ = session.test("App.Tests/testB") { _, _ in TestEvidence.current.save("0123456789", as: "b") }
    let result = session.test("App.Tests/testC") { _, _ in
      [TestEvidence.current.save("012345", as: "c"), TestEvidence.current.save("01234", as: "d")]
    }
    #expect(#expect(throws: EvidenceError.self) { try result[0].get() }?.code == .runFull)
    #expect(throws: Never.self) { try result[1].get() }
  }

  @Test func whatCouldNotBeWrittenTakesNoRoom() throws {
    try session.scratch.makeDirectory("directory")
    let result = session.test { _, _ in
      for name in ["directory", "missing"] {
        TestEvidence.current.save(file: URL(fileURLWithPath: session.scratch.path + "/" + name))
      }
      let unreadable = session.scratch.path + "/file\0"
      _ = try? session.scratch.write("0123456789", to: "file")
      TestEvidence.current.save(file: URL(fileURLWithPath: unreadable))
      return [TestEvidence.current.save("0123456789", as: "a"), TestEvidence.current.save("0123456789", as: "b")]
    }
    #expect(throws: Never.self) { for one in result { _ = try one.get() } }
  }

  @Test func aTextTooLongForTheRecordIsSaidToBeLost() throws {
    session.test { session, attempt in
      session.log(String(repeating: "x", count: 40_000), level: .info, attempt: attempt)
    }
    #expect(try lost() == ["'log message' was not saved: its 40000 bytes are more than limits.artifact, 10B"])
  }
}
