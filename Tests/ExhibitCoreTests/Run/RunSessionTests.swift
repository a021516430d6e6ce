import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RunSessionTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  @Test func aTestIsRecorded() throws {
    session.test { _, _ in }
    let result = try #require(try session.summary().results.first)
    #expect((result.key.id, result.outcome) == ("App.Tests/testA", .passed))
    #expect(result.artifactPath == "tests/App/Tests/testA")
    #expect((result.durationNanoseconds ?? -1) >= 0)
  }

  @Test func attemptsAtOneTestHaveDirectoriesOfTheirOwn() throws {
    session.run { session in
      for _ in 1...2 { session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed) }
    }
    #expect(session.scratch.names(in: "Artifacts/runs/r/tests/App/Tests") == ["testA", "testA@attempt2"])
    #expect(try session.summary().attempts.map(\.attempt) == [1, 2])
  }

  @Test func aSecondSessionJoinsTheRun() throws {
    session.run { _ in }
    session.run { _ in }
    #expect(try session.summary().processes.count == 2)
  }

  @Test func aRunWithABadNameGetsOneOfItsOwn() throws {
    session.run(run: "../x") { _ in }
    #expect(ArtifactRoot(path: session.root).allRuns().count == 1)
    #expect(session.messages.count == 1)
    #expect(session.messages[0].contains("EXHIBIT_RUN"))
  }

  @Test func aRootThatCannotBeWrittenIsSaidOnce() throws {
    try session.scratch.write("", to: "Artifacts")
    session.test { _, attempt in
      let result = TestEvidence.current.save("x", as: "x")
      #expect(throws: EvidenceError.self) { try result.get() }
      #expect(attempt.number == 1)
      try? FileManager.default.removeItem(at: TestEvidence.current.directory)
    }
    #expect(session.messages.count { $0.contains("no evidence is kept") } == 1)
  }

  // MARK: The configuration

  @Test func theDirectoryIsRelativeToTheConfiguration() throws {
    try session.scratch.write(#"{"artifact_dir": "../out"}"#, to: "config/exhibit.json")
    session.run(["EXHIBIT_CONFIG": "config/exhibit.json"]) { _ in }
    #expect(session.scratch.names(in: "out") == [".gitignore", "latest", "runs"])
  }

  @Test func theEnvironmentOverridesTheDirectory() throws {
    try session.scratch.write(#"{"artifact_dir": "other"}"#, to: "exhibit.json")
    session.run(["EXHIBIT_ARTIFACT_DIR": "out"]) { _ in }
    #expect(session.scratch.names() == ["exhibit.json", "out"])
  }

  @Test(arguments: [#""""#, #""a\u0000b""#])
  func aDirectoryWithoutANameIsSaid(value: String) throws {
    try session.scratch.write("{\n  \"artifact_dir\": \(value)}", to: "exhibit.json")
    session.run { _ in }
    #expect(session.messages.first?.contains("exhibit.json:2:") == true)
    #expect(session.scratch.names() == ["Artifacts", "exhibit.json"])
  }

  @Test func anUnknownKeyIsSaidWithItsPlace() throws {
    try session.scratch.write("{\n  artifact_dri: 'x'}", to: "exhibit.json")
    session.run { _ in }
    #expect(session.messages.count == 1)
    #expect(session.messages[0].hasPrefix("exhibit: exhibit.json:2:3:"))
    #expect(session.messages[0].contains("artifact_dir"))
  }

  @Test func aBrokenConfigurationLeavesTheDefaults() throws {
    try session.scratch.write("{", to: "exhibit.json")
    session.test { _, _ in }
    #expect(session.text("log.txt") != nil)
    #expect(session.messages.count == 1)
  }
}
