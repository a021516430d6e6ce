import ExhibitCore
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// Tests that need no attempt leave what they would leave with one.
@Suite struct QuietTestTests {
  private final class Object {}

  /// A session with planned tests.
  private struct Planned {
    let session: TestSession
    let names: [String]
    let objects: [Object]
    let plan = TestPlan()

    init(_ names: [String] = ["testOne", "testTwo", "testThree"], configuration: String? = nil) throws {
      session = try TestSession()
      self.names = names
      objects = names.map { _ in Object() }
      if let configuration { try session.scratch.write(configuration, to: "exhibit.json") }
      let suite = TestKey.Suite(module: "App", suites: ["Tests"])
      #expect(plan.begin(suite))
      for (name, object) in zip(names, objects) {
        if !plan.add(method: "Tests.\(name)", object: pointer(object)) {
          plan.add(TestKey(suite: suite, name: name), object: pointer(object))
        }
      }
    }

    private func pointer(_ object: Object) -> UnsafeRawPointer {
      UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
    }

    subscript(_ place: Int) -> UnsafeRawPointer { pointer(objects[place]) }

    func run(_ environment: [String: String] = [:], _ body: (RunSession) throws -> Void) rethrows {
      try session.run(environment, plan: plan, body)
    }

    /// Runs a test without letting it be quiet.
    func runLoudly(_ place: Int, in session: RunSession) {
      session.testFinished(session.testStarted(plan.key(at: place)), outcome: .passed)
    }

    /// The kinds, tests and members of the lines, without what differs from run to run.
    func lines() throws -> [String] {
      let folder = session.root + "/runs/r/events"
      let name = try #require(session.scratch.names(in: "Artifacts/runs/r/events").first)
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      return try text.split(separator: "\n").dropFirst().map { line in
        var line = String(line)
        for key in ["absolute", "since1970", "durationNanoseconds", "bytes"] {
          line = try line.replacing(Regex("\"\(key)\":[0-9.]+"), with: "\"\(key)\":0")
        }
        return line
      }
    }

    func log(_ name: String) throws -> String {
      let text = try #require(session.text("log.txt", test: "App/Tests/" + name))
      return try text.replacing(Regex("(started|duration) .*"), with: "-")
    }
  }

  private func isQuiet(_ start: RunSession.QuietStart) -> Bool {
    if case .quiet = start { true } else { false }
  }

  private static let withoutLog = #"{"plugins": {"log": {"enabled": false}}}"#

  /// The lines, directories and logs are the same, whichever way a test goes.
  @Test(arguments: [nil, withoutLog]) func quietAndLoudTestsLeaveTheSame(configuration: String?) throws {
    let quiet = try Planned(configuration: configuration)
    quiet.run { session in
      for place in 0..<3 {
        #expect(isQuiet(session.startQuietly(quiet[place])))
        #expect(session.passQuietly(quiet[place]))
      }
      session.finish()
    }
    let loud = try Planned(configuration: configuration)
    loud.run { session in
      for place in 0..<3 { loud.runLoudly(place, in: session) }
      session.finish()
    }
    #expect(try quiet.lines() == loud.lines())
    #expect(quiet.session.names(test: "App/Tests") == loud.session.names(test: "App/Tests"))
    if configuration == nil {
      #expect(try quiet.log("testTwo") == loud.log("testTwo"))
    }
    #expect(quiet.session.messages.isEmpty)
  }

  @Test func aTestThatIsAskedForGoesOnLikeAnyOther() throws {
    let planned = try Planned()
    try planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      TestEvidence.current.log("asked")
      let attempt = try #require(session.currentAttempt)
      #expect(attempt.key.id == "App.Tests/testOne")
      #expect(session.attempt(of: planned[0]) === attempt)
      #expect(!session.passQuietly(planned[0]))
      // While it runs, no other is quiet.
      #expect(!isQuiet(session.startQuietly(planned[1])))
      session.testFinished(attempt, outcome: .passed)
      #expect(isQuiet(session.startQuietly(planned[1])))
      #expect(session.passQuietly(planned[1]))
    }
    let results = try planned.session.summary().results
    // By name.
    #expect(results.map(\.outcome) == [.passed, .lost, .passed])
    #expect(results[0].artifacts.map(\.name) == ["log.txt"])
    let log = try planned.log("testOne")
    #expect(log.contains("asked") && log.contains("outcome   passed"))
    #expect(try planned.lines().count { $0.contains("exhibitDirectoryMade") } == 2)
  }

  @Test func aFailureAfterTheEndIsThatOfTheTest() throws {
    let planned = try Planned()
    try planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      #expect(session.passQuietly(planned[0]))
      let attempt = try #require(session.attempt(of: planned[0]))
      #expect(attempt.isFinished && attempt.number == 1)
      #expect(session.attempt(of: planned[0]) === attempt)
      session.issueRecorded("too late", file: nil, line: 0, attempt: attempt)
      #expect(session.currentAttempt == nil)
    }
    #expect(try planned.lines().contains { $0.contains("too late") && $0.contains(#""late":true"#) })
  }

  @Test func aSecondAttemptIsNotQuiet() throws {
    let planned = try Planned()
    planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      #expect(session.passQuietly(planned[0]))
      #expect(!isQuiet(session.startQuietly(planned[0])))
      planned.runLoudly(0, in: session)
    }
    #expect(planned.session.names(test: "App/Tests") == ["testOne", "testOne@attempt2"])
  }

  /// Names that are no names of directories, and those that look alike, need the table of directories.
  @Test func oddNamesAreNotQuietOrGiveWay() throws {
    let planned = try Planned(["test", "testAll", "testall", "test ö"])
    planned.run { session in
      for place in 0..<4 {
        switch session.startQuietly(planned[place]) {
        case .quiet:
          #expect(place == 1)
          #expect(session.passQuietly(planned[place]))
        case .begun(let attempt):
          #expect(place == 2)
          session.testFinished(attempt, outcome: .passed)
        case .no:
          #expect(place == 0 || place == 3)
          planned.runLoudly(place, in: session)
        }
      }
    }
    let results = try planned.session.summary().results
    #expect(results.map(\.outcome) == [.passed, .passed, .passed, .passed])
    #expect(Set(results.compactMap { $0.artifactPath?.lowercased() }).count == 4)
    #expect(results.allSatisfy { $0.artifacts.map(\.name) == ["log.txt"] })
    #expect(planned.session.messages.isEmpty)
  }

  @Test func aHookThatComesLaterEndsTheQuiet() throws {
    let planned = try Planned()
    try planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      let seen = Locked<[String]>([])
      session.engine.after(.finishTest, named: "seen") { event, _ in
        let name = try event[.testName]
        seen.withLock { $0.append(name) }
      }
      #expect(!session.passQuietly(planned[0]))
      let attempt = try #require(session.attempt(of: planned[0]))
      session.testFinished(attempt, outcome: .passed)
      #expect(seen.withLock { $0 } == ["testOne"])
      #expect(!isQuiet(session.startQuietly(planned[1])))
    }
  }

  @Test func aSecretEndsTheQuiet() throws {
    let planned = try Planned()
    planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      TestEvidence.redact("testTwo")
      #expect(!session.passQuietly(planned[0]))
      if let attempt = session.attempt(of: planned[0]) { session.testFinished(attempt, outcome: .passed) }
      #expect(!isQuiet(session.startQuietly(planned[1])))
    }
  }

  @Test func aTestThatSharesSomethingEndsTheQuiet() throws {
    let planned = try Planned()
    try planned.run { session in
      let ends = Locked<[String]>([])
      #expect(isQuiet(session.startQuietly(planned[0])))
      let id = session.plan.key(at: 0).id
      try session.fixtures.addTearDown(named: "x") { ends.withLock { $0.append(id) } }
      #expect(!session.passQuietly(planned[0]))
      let attempt = try #require(session.attempt(of: planned[0]))
      session.testFinished(attempt, outcome: .passed)
      #expect(ends.withLock { $0 } == ["App.Tests/testOne"])
      #expect(isQuiet(session.startQuietly(planned[1])))
      #expect(session.passQuietly(planned[1]))
      // As long as something lives as long as its class, it has to be seen when the class is over.
      try session.fixtures.addTearDown(of: .run, named: "run") {}
      #expect(isQuiet(session.startQuietly(planned[2])))
      try session.fixtures.addTearDown(of: .class, named: "class") {}
      #expect(!session.passQuietly(planned[2]))
    }
  }

  @Test func aDirectoryThatIsInTheWayIsPassedBy() throws {
    let planned = try Planned()
    planned.run { session in
      #expect(isQuiet(session.startQuietly(planned[0])))
      #expect(session.passQuietly(planned[0]))
      // The directory of the second test is a file.
      _ = try? planned.session.scratch.write("", to: "Artifacts/runs/r/tests/App/Tests/testTwo")
      guard case .begun(let attempt) = session.startQuietly(planned[1]) else {
        Issue.record("it was not begun")
        return
      }
      session.testFinished(attempt, outcome: .passed)
    }
    let results = try planned.session.summary().results
    #expect(results[2].outcome == .passed)
    #expect(results[2].artifactPath?.hasPrefix("tests/App/Tests/testTwo@") == true)
    #expect(try planned.lines().count { $0.contains("testStarted") && $0.contains("testTwo") } == 1)
  }
}
