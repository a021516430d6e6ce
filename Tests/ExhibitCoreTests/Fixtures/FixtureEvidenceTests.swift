import ExhibitCore
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// What details and fixtures leave in the record and in the log of the test that caused it.
@Suite struct FixtureEvidenceTests {
  private final class Server: Appliance {
    let id = "server-1"
    static let changed = Signal<Void>("evidence_server_changed")
    static let name = CachedDetail<Server, String>("name", staleOn: [.signal(changed)]) { _ in "a" }
    static let zone = CachedDetail<Server, String>("zone", derivedFrom: [name]) { "zone of \(try $0.get(name))" }
    static let broken = CachedDetail<Server, String>("broken") { _ in throw Mishap(text: "password=hunter2secret") }
  }

  private struct Mishap: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  private struct Line: Decodable {
    struct Payload: Decodable {
      struct Message: Decodable { let text: String }

      struct Members: Decodable {
        var attempt: Int?
        var subject: String?
        var action: String?
        var name: String?
        var appliance: String?
        var scope: String?
        var cause: String?
        var sender: String?
        var durationNanoseconds: Int?
        var error: String?
      }

      let kind: String?
      let testID: String?
      let messages: [Message]?
      let exhibit: Members?
    }

    let payload: Payload
  }

  private let test: TestSession

  init() throws {
    test = try TestSession()
  }

  private func lines() throws -> [Line.Payload] {
    let events = "Artifacts/runs/r/events"
    return try test.scratch.names(in: events).flatMap { name in
      try (test.scratch.text(of: "\(events)/\(name)") ?? "").split(separator: "\n").compactMap { line in
        let payload = try JSONDecoder().decode(Line.self, from: Data(line.utf8)).payload
        return payload.kind == "exhibitFixture" ? payload : nil
      }
    }
  }

  @Test func everythingIsInTheRecordAndInTheLog() throws {
    try test.test { _, _ in
      let server = Server()
      _ = try server.get(Server.zone)
      Server.changed.send(from: server)
      _ = try server.get(Server.zone)
      _ = try server.get(Server.zone)
      try FixtureStore.current?.addTearDown(named: "lamp") { throw Mishap(text: "still on") }
    }
    let lines = try lines()
    let expected = [
      "detail name of server-1 fetched", "detail zone of server-1 fetched",
      "detail name of server-1 invalidated, signal evidence_server_changed from server-1",
      "detail zone of server-1 invalidated, derived from name",
      "detail name of server-1 fetched, again: signal evidence_server_changed",
      "detail zone of server-1 fetched, again: derived from name", "detail zone of server-1 reused",
      "teardown lamp torn down: still on",
    ]
    let pattern = try Regex(#" \(\d+\.\d{3} ms\)"#)
    #expect(lines.map { ($0.messages?.first?.text ?? "").replacing(pattern, with: "") } == expected)
    #expect(lines.allSatisfy { $0.testID == "App.Tests/testA" && $0.exhibit?.attempt == 1 })
    let invalidation = try #require(lines.first { $0.exhibit?.action == "invalidated" }?.exhibit)
    #expect(invalidation.appliance == "server-1" && invalidation.sender == "server-1")
    #expect(invalidation.cause == "signal evidence_server_changed")
    let tearDown = try #require(lines.last?.exhibit)
    #expect(tearDown.scope == "test" && tearDown.error == "still on" && tearDown.durationNanoseconds != nil)

    let log = (test.text("log.txt") ?? "").replacing(pattern, with: "")
    for text in expected { #expect(log.contains("  fixture   \(text)\n"), "\(text)") }
    #expect(test.messages.contains { $0.contains("tear-down of 'lamp' failed: still on") })
  }

  @Test func aTearDownThatFailsMakesATestThatPassedOneInError() throws {
    try test.test { _, _ in
      _ = try FixtureStore.current?.addTearDown(named: "lamp") { throw Mishap(text: "still on") }
    }
    #expect(try test.summary().attempts.map(\.outcome) == [.error])
  }

  @Test func scopesFollowTheTests() throws {
    let journal = Locked<[String]>([])
    try test.run { session in
      for id in ["App.A/t1", "App.A/t2", "App.B/t1"] {
        journal.withLock { $0.append(id) }
        let attempt = session.testStarted(TestKey(id: id))
        for scope in FixtureScope.allCases {
          let fixture = Fixture<Int>("one", scope: scope) {
            journal.withLock { $0.append("make \(scope)") }
            return 1
          } tearDown: { _ in
            journal.withLock { $0.append("end \(scope)") }
          }
          _ = try fixture.value()
        }
        session.testFinished(attempt, outcome: .passed)
      }
      session.finish()
      #expect(throws: FixtureError.self) { try FixtureStore.current?.addTearDown(of: .run, named: "late") {} }
    }
    #expect(
      journal.withLock { $0 } == [
        "App.A/t1", "make test", "make class", "make run", "end test",
        "App.A/t2", "make test", "end test",
        "App.B/t1", "end class", "make test", "make class", "end test", "end class", "end run",
      ])
    let lines = try lines()
    #expect(lines.filter { $0.exhibit?.scope == "run" }.map(\.testID) == ["App.A/t1", nil])
  }

  @Test func hooksHearOfIt() throws {
    let heard = Locked<[String]>([])
    try test.run { session in
      session.engine.after(.fixture, named: "listen") { event, _ in
        let text = "\(event[named: "action"] ?? "") \(event[named: "name"] ?? "") \(event[ifPresent: .testID] ?? "")"
        heard.withLock { $0.append(text) }
      }
      let attempt = session.testStarted(TestKey(id: "App.A/t1"))
      _ = try Server().get(Server.name)
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(heard.withLock { $0 } == ["fetched name App.A/t1"])
  }

  @Test func secretsStayOut() throws {
    try test.scratch.write(#"{"redact": {"words_from": ["SECRET"]}}"#, to: "exhibit.json")
    test.run(["SECRET": "hunter2secret"]) { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      #expect(throws: Mishap.self) { try Server().get(Server.broken) }
      session.testFinished(attempt, outcome: .passed)
    }
    let error = try #require(try lines().first?.exhibit?.error)
    #expect(error.hasPrefix("password=") && !error.contains("hunter2secret"))
    #expect(test.text("log.txt")?.contains("hunter2secret") == false)
  }

  @Test func theEndOfATestWaitsForAsynchronousTearDowns() async throws {
    let isDone = Locked(false)
    let test = test
    try await onThread {
      try test.test { _, _ in
        _ = try FixtureStore.current?.addAsyncTearDown(named: "slow") {
          await Task.yield()
          isDone.withLock { $0 = true }
        }
      }
    }
    #expect(isDone.withLock { $0 })
  }
}
