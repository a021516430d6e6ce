import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct TestEvidenceTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  private struct Broken: Encodable {
    func encode(to encoder: any Encoder) throws { throw CocoaError(.coderInvalidValue) }
  }

  private enum StepError: Error { case broken }

  private final class NotSendable { var count = 0 }

  @Test func withoutATestEverythingIsLostAndSaid() throws {
    try session.run { _ in
      let evidence = TestEvidence.current
      #expect((evidence.testID, evidence.attemptNumber) == (nil, 0))
      let error = #expect(throws: EvidenceError.self) { try evidence.save("x", as: "text").get() }
      #expect(error?.code == .noCurrentTest)
      evidence.log("x")
      evidence.log("y")
      #expect(evidence.step("s") { 3 } == 3)
      let directory = evidence.directory
      try Data().write(to: directory.appendingPathComponent("file"))
      try FileManager.default.removeItem(at: directory)
    }
    #expect(session.messages.count == 3)
  }

  @Test func aValueThatFailsToEncodeIsSaid() throws {
    let result = session.test { _, _ in TestEvidence.current.save(json: Broken(), as: "reply") }
    let error = #expect(throws: EvidenceError.self) { try result.get() }
    #expect(error?.code == .notEncodable)
    #expect(session.messages.count == 1)
  }

  @Test func aDirectoryThatCannotBeMadeIsATemporaryOne() throws {
    try session.scratch.write("", to: "Artifacts/runs/r/tests")
    try session.test { _, _ in
      let directory = TestEvidence.current.directory
      #expect(directory == TestEvidence.current.directory)
      try Data().write(to: directory.appendingPathComponent("file"))
      try FileManager.default.removeItem(at: directory)
    }
    // Why is said once, and what of it is lost is in the record.
    #expect(session.messages.count == 1)
    #expect(try session.summary().diagnostics.contains { $0.contains("is lost") })
  }

  @Test func aLongFailureGoesToAFile() throws {
    let text = String(repeating: "long ", count: 20_000)
    session.test { session, attempt in session.issueRecorded(text, file: nil, line: 0, attempt: attempt) }
    #expect(session.text("failure message.txt") == text)
    let issue = try #require(try session.summary().results.first?.issues.first)
    #expect(issue.message.hasPrefix("long long") && issue.message.utf8.count < 32 << 10)
  }

  // MARK: Steps

  private func steps() throws -> [[String: Any]] {
    let root = ArtifactRoot(path: session.root).allRuns()[0].events
    let text = try String(contentsOfFile: root + "/" + FileSystem.names(in: root)[0], encoding: .utf8)
    return try text.split(separator: "\n")
      .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
      .compactMap { $0["payload"] as? [String: Any] }
      .filter { ($0["kind"] as? String)?.hasPrefix("exhibitStep") == true }
  }

  @Test func stepsNestInChildTasks() async throws {
    let (recorded, attempt) = session.test { ($0, $1) }
    let evidence = TestEvidence(session: recorded, attempt: attempt)
    await evidence.step("outer") {
      await withTaskGroup(of: Void.self) { group in
        for number in 1...3 { group.addTask { evidence.step("inner \(number)") {} } }
      }
    }
    let started = try steps().filter { $0["kind"] as? String == "exhibitStepStarted" }
      .compactMap { $0["exhibit"] as? [String: Any] }
    #expect(started.count == 4)
    let outer = try #require(started[0]["stepID"] as? Int)
    #expect(started.dropFirst().allSatisfy { $0["parentStepID"] as? Int == outer })
  }

  @Test func aStepThrowsWhatItsBodyThrows() throws {
    session.test { _, _ in
      do throws(StepError) {
        try TestEvidence.current.step("broken") { () throws(StepError) in throw StepError.broken }
        Issue.record("the error was lost")
      } catch {
        #expect(error == .broken)
      }
    }
    let end = try #require(try steps().last?["exhibit"] as? [String: Any])
    #expect(end["outcome"] as? String == "failed")
  }

  @Test func aStepMayCaptureWhatIsNotSendable() async {
    let value = NotSendable()
    let evidence = TestEvidence(session: nil, attempt: nil)
    evidence.step("sync") { value.count += 1 }
    await evidence.step("async") {
      await Task.yield()
      value.count += 1
    }
    #expect(value.count == 2)
  }
}
