import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// Artifacts that are saved by firing an event, as Artifactor's `filedump` does.
@Suite struct AskedArtifactTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  private func artifacts(of id: String = "App.Tests/testA") throws -> [AttemptResult.Artifact] {
    let results = try session.summary().results
    return try #require(results.first { $0.key.id == id }).artifacts.filter { $0.name != "log.txt" }
  }

  @Test("1.6.7: contents become an artifact, and later phases see what was saved")
  func contentsBecomeAnArtifact() throws {
    session.test { session, _ in
      let seen = Locked<[String]>([])
      session.engine.after(.saveArtifact, named: "look") { event, _ in
        let path = try event[.path]
        let count = try event[.bytes]
        seen.withLock { $0.append("\(path.lastPathName) \(count)") }
      }
      let result = session.engine.fire(
        "filedump", ["test_id": "App.Tests/testA", "description": "a note", "contents": "text"])
      #expect(result.failures.isEmpty)
      #expect(result.locals[.path].map { FileSystem.text(of: $0) } == "text")
      #expect(result.locals[.contentType] == .plainText)
      #expect(seen.withLock { $0 } == ["a note.txt 4"])
    }
    #expect(try artifacts().map(\.path) == ["tests/App/Tests/testA/a note.txt"])
    // Once, by the same event.
    #expect(session.text("log.txt")?.components(separatedBy: "saved     ").count == 2)
    #expect(session.messages == [])
  }

  @Test("1.6.7, F21: all of its parameters, and two of one description are kept apart") func allParameters() throws {
    let scratch = session.scratch
    let file = try scratch.write("from a file", to: "source.log")
    session.test { session, _ in
      let asked: [HookValues] = [
        ["description": "page", "contents": Array("<p>".utf8), "file_type": "html", "group_id": "g1"],
        ["description": "screen", "contents": "iVBORw==", "contents_base64": true, "file_type": "screenshot"],
        ["description": "trace", "contents": Data("a\nb".utf8), "file_type": "short_tb", "display_type": "Traceback"],
        ["description": "trace", "contents": "second", "file_type": "short_tb"],
        ["description": "named", "contents": "x", "file_name": "own name.csv"],
        ["description": "named too", "contents": "x", "os_filename": "../../escape.txt"],
        ["path": file], ["description": "typed", "contents": "{}", "content_type": "application/json"],
      ]
      for values in asked { #expect(session.engine.fire(.saveArtifact, values).failures.isEmpty) }
      let there = TestEvidence.current.directory.path + "/there.txt"
      #expect(FileManager.default.createFile(atPath: there, contents: Data("there".utf8)))
      session.engine.fire(.saveArtifact, ["path": there, "dont_write": true, "group_id": "g1"])
    }
    let found = try artifacts().map { artifact in
      [artifact.path.lastPathName, artifact.contentType, artifact.group, artifact.displayType].map { $0 ?? "-" }
        .joined(separator: " | ")
    }
    #expect(
      found == [
        "page.html | text/html | g1 | -", "screen.png | image/png | - | -",
        "trace.log | text/plain | - | Traceback", "trace-2.log | text/plain | - | -",
        "own name.csv | text/csv | - | -", "______escape.txt | text/plain | - | -", "source.log | text/plain | - | -",
        "typed.json | application/json | - | -", "there.txt | text/plain | g1 | -",
      ])
    #expect(session.text("trace-2.log") == "second")
    #expect(session.messages == [])
  }

  @Test("F22: the artifact is that of the test which the event names") func theNamedTestGetsIt() throws {
    session.run { session in
      let first = session.testStarted(TestKey(id: "App.Tests/testA"))
      let second = session.testStarted(TestKey(id: "App.Tests/testB"))
      session.engine.fire(.saveArtifact, ["test_id": "App.Tests/testA", "description": "1", "contents": ""])
      session.engine.fire(
        .saveArtifact, ["test_name": "testA", "test_location": "App/Tests", "description": "2", "contents": ""])
      session.engine.fire(.saveArtifact, ["description": "3", "contents": ""])
      let late: HookValues = ["test_id": "App.Tests/testGone", "description": "4", "contents": ""]
      #expect(session.engine.fire(.saveArtifact, late).failures.map(\.hook) == ["save_artifact"])
      session.testFinished(second, outcome: .passed)
      session.testFinished(first, outcome: .passed)
    }
    #expect(try artifacts().map(\.name) == ["1", "2"])
    #expect(try artifacts(of: "App.Tests/testB").map(\.name) == ["3"])
    #expect(session.messages.count == 1 && session.messages[0].contains("App.Tests/testGone, is not running"))
  }

  @Test func whatWasSavedIsNotSavedAgain() throws {
    session.test { session, _ in
      session.engine.after(.saveArtifact, named: "look") { _, _ in }
      _ = TestEvidence.current.save("x", as: "once", group: "g", displayType: "Note")
    }
    #expect(try artifacts().map(\.path.lastPathName) == ["once.txt"])
    #expect(try artifacts()[0].group == "g" && artifacts()[0].displayType == "Note")
  }

  @Test(
    arguments: [
      ["contents": "no Base64!", "contents_base64": true], ["contents": 7], ["path": "/no/such/file"],
      ["path": "/dev/null"],
    ] as [HookValues])
  func whatCannotBeSavedIsSaidOnce(values: HookValues) throws {
    session.test { session, _ in
      var values = values
      values[.description] = "odd"
      #expect(session.engine.fire(.saveArtifact, values).failures.count == 1)
    }
    #expect(session.messages.count == 1 && session.messages[0].contains("'odd' was not saved"), "\(session.messages)")
    #expect(try artifacts().isEmpty)
  }

  @Test func theCallbackGivesWayToOneOfItsName() throws {
    session.test { session, _ in
      session.engine.before(.saveArtifact, named: "save_artifact") { _, _ in }
      #expect(session.engine.fire(.saveArtifact, ["contents": "x"]).failures.isEmpty)
    }
    #expect(try artifacts().isEmpty)
  }

  @Test("F14: a misspelt argument is named once, with what was meant") func misspeltArgumentsAreNamed() throws {
    session.test { session, _ in
      for _ in 0..<2 { session.engine.fire("filedump", ["descripton": "page", "contents": "x", "my_own": 1]) }
      session.engine.enqueue("log_message", ["test_id": "App.Tests/testA", "levl": LogLevel.info, "message": "a"])
      session.engine.fire("mine", ["descripton": "page"])
    }
    #expect(
      session.messages.filter { $0.contains("was fired") } == [
        "exhibit: event 'save_artifact' was fired with 'descripton', which it does not know; did you mean "
          + "'description'?\n",
        "exhibit: event 'log_message' was fired with 'levl', which it does not know; did you mean 'level'?\n",
      ])
  }

  @Test(
    "F14, F22: what is for a test that is named wrongly goes to no other",
    arguments: [
      (["test_nme": "testA", "test_location": "App/Tests"], "'test_nme'; did you mean 'test_name'?"),
      (["tset_id": "App.Tests/testA"], "'tset_id'; did you mean 'test_id'?"),
      (["test_id": 3], "'test_id', which is Int and not String"),
      (["test_name": "testGone"], "the test that is to have it, …/testGone, is not running"),
    ] as [(HookValues, String)])
  func whatIsNamedWronglyIsNotSaved(name: HookValues, message: String) throws {
    var values = name
    values[.description] = "note"
    values[.text] = "x"
    session.test { session, _ in
      #expect(session.engine.fire("filedump", values).failures.count == 1)
      session.engine.fire("filedump", ["test_name": "testA", "description": "by name", "contents": "x"])
    }
    #expect(try artifacts().map(\.name) == ["by name"])
    #expect(session.messages.contains { $0.contains("an artifact was not saved") && $0.contains(message) })
  }
}
