import ExhibitCore
import ExhibitHooks
import ExhibitPluginTesting
import Foundation
import TestSupport
import Testing

/// What went wrong in Artifactor, and does not here.
@Suite struct ArtifactorFlawTests {
  private func text(_ rig: PluginRig, _ test: PluginRig.Test, _ file: String = "log.txt") throws -> String {
    try String(contentsOf: rig.directory(of: test).appendingPathComponent(file), encoding: .utf8)
  }

  @Test("F15: nothing that an instance is made of is looked up but its own class")
  func classesAreCheckedBeforeTheyAreUsed() throws {
    let rig = try PluginRig(
      configuration:
        "{plugins: {a: {enabled: true, plugin: 'Foundation.NSObject'}, b: {enabled: true, plugin: 'os.system'}}}")
    #expect(rig.messages.count == 2)
    #expect(rig.messages.allSatisfy { $0.contains("conform to Plugin") || $0.contains("there is no plugin") })
  }

  @Test("F17: an event has run when `fire` returns, and one that is enqueued when the outermost does")
  func nothingWaitsForAPoller() throws {
    let journal = Journal()
    let rig = try PluginRig(setUp: { hooks in
      hooks.before("outer", named: "a") { [weak hooks] _, _ in
        hooks?.enqueue("inner")
        journal.add("outer")
      }
      hooks.before("inner", named: "a") { _, _ in journal.add("inner") }
    })
    for _ in 0..<1000 { rig.fire("outer") }
    #expect(journal.lines == Array(repeating: ["outer", "inner"], count: 1000).flatMap(\.self))
  }

  @Test("F20: each test has a directory of its own, whatever it is called")
  func directoriesAreNeverShared() throws {
    let rig = try PluginRig()
    let names = [
      "t[a b]", "t[a_b]", "t[a/b]", "..", "../../x", "/etc/passwd", "", "täst", "tëst", "日本", "語",
      String(repeating: "x", count: 300), String(repeating: "x", count: 301), "Case", "case",
    ]
    // Something is in the way of one of them.
    let inTheWay = rig.runDirectory.appendingPathComponent("tests/App/Tests/file")
    try FileManager.default.createDirectory(
      at: inTheWay.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: inTheWay)
    let tests = (names + ["file"]).map { name in rig.runTest("App.Tests/" + name) }
    let paths = tests.map { rig.directory(of: $0).standardizedFileURL.path }
    #expect(Set(paths.map { $0.lowercased() }).count == tests.count)
    let root = rig.runDirectory.standardizedFileURL.path + "/tests/App/Tests/"
    for (path, test) in zip(paths, tests) {
      #expect(path.hasPrefix(root), "\(path)")
      #expect(try text(rig, test).contains("outcome   passed"))
    }
    #expect(try String(contentsOf: inTheWay, encoding: .utf8) == "mine")
    #expect(rig.messages == [])
  }

  @Test("F21: two dumps of one description in one test are two files")
  func nothingIsOverwritten() throws {
    let rig = try PluginRig()
    let test = rig.runTest {
      for number in 1...3 { rig.fire("filedump", ["description": "soft assertion", "contents": "number \(number)"]) }
    }
    let files = rig.files(of: test).filter { $0.description == "soft assertion" }
    #expect(try files.map { try $0.text } == ["number 1", "number 2", "number 3"])
  }

  @Test("F22: a dump goes to the test that it names, not to the one that runs")
  func dumpsGoWhereTheyBelong() throws {
    let rig = try PluginRig()
    let (first, second) = (rig.startTest("App.Tests/testA"), rig.startTest("App.Tests/testB"))
    rig.fire("filedump", ["test_name": "testA", "test_location": "App/Tests", "description": "late", "contents": "a"])
    rig.fire("filedump", ["description": "of whom runs", "contents": "b"])
    rig.finishTest(second)
    rig.finishTest(first)
    rig.fire("filedump", ["test_id": "App.Tests/testA", "description": "too late", "contents": "c"])
    #expect(rig.files(of: first).map(\.description) == ["late", "log.txt"])
    #expect(rig.files(of: second).map(\.description) == ["of whom runs", "log.txt"])
    #expect(rig.messages.count == 1 && rig.messages[0].contains("App.Tests/testA, is not running"))
  }

  @Test("F23: attempts keep their outcomes and files apart, and an unexpected pass has not passed")
  func attemptsAreKeptApart() throws {
    let rig = try PluginRig(configuration: "{plugins: {post_result: {enabled: true}}}")
    let attempts = [TestOutcome.failed, .error, .unexpectedPass].map { outcome in
      rig.runTest("App.Tests/testA", outcome: outcome) {
        TestEvidence.current.save(outcome.rawValue, as: "note")
      }
    }
    #expect(attempts.map { rig.outcome(of: $0) } == [.failed, .error, .unexpectedPass])
    #expect(try attempts.map { try text(rig, $0, "note.txt") } == ["failed", "error", "unexpectedPass"])
    for test in attempts { #expect(try text(rig, test).components(separatedBy: "outcome ").count == 2) }
    #expect(rig.buildReports().failures.isEmpty)
    let report = try String(contentsOf: rig.reportDirectory.appendingPathComponent("test-report.json"), encoding: .utf8)
    #expect(report.contains(#""overall" : "xpassed""#) && report.contains(#""attempt" : 3"#))
  }

  @Test("F24: reports are built once, however many tests there are, and each run counts its own")
  func reportsAreBuiltOnce() throws {
    for count in [3, 40] {
      let rig = try PluginRig(configuration: "{plugins: {post_result: {enabled: true}}}")
      for number in 0..<count { rig.runTest("App.Tests/test\(number)") }
      #expect(!rig.events.contains { $0.name == .buildReport })
      rig.finishSession()
      #expect(rig.events.filter { $0.name == .buildReport }.count == 1)
      let report = try String(
        contentsOf: rig.reportDirectory.appendingPathComponent("test-report.json"), encoding: .utf8)
      #expect(report.contains(#""total" : \#(count)"#))
    }
  }

  @Test("F25: a secret is in no file, of whatever type, although the test never ends")
  func secretsAreNeverWritten() throws {
    let secret = "hunter-\(UUID().uuidString)"
    let rig = try PluginRig(
      configuration: "{plugins: {redact: {enabled: true, words: ['\(secret)']}, post_result: {enabled: true}}}")
    let test = rig.startTest("App.Tests/test_\(secret)")
    rig.within {
      TestEvidence.current.log("logged \(secret)")
      TestEvidence.current.save(json: ["token": secret], as: "reply")
      TestEvidence.current.save("<p>\(secret)</p>", as: secret, contentType: .html)
      TestEvidence.current.step("sign in with \(secret)") {}
    }
    rig.recordIssue("it says \(secret)\nand again \(secret)", in: test, file: "/\(secret).swift")
    rig.fire("filedump", ["description": "trace", "contents": "at \(secret)", "file_type": "short_tb"])
    rig.buildReports()
    // Before any end of a test or of the session, where Artifactor would only now begin to sanitize.
    let root = rig.runDirectory
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    #expect(names.count > 8)
    for name in names {
      #expect(!name.contains(secret))
      let contents = FileManager.default.contents(atPath: root.appendingPathComponent(name).path)
      #expect(contents?.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
    #expect(try text(rig, test).contains("logged [redacted]"))
  }

  @Test("F26: a test that never finished takes no lines from the next one")
  func logsAreTheTestsOwn() throws {
    let rig = try PluginRig()
    let first = rig.startTest("App.Tests/testNeverEnds")
    rig.within { TestEvidence.current.log("of the first") }
    let second = rig.runTest("App.Tests/testNext") { TestEvidence.current.log("of the second") }
    let again = rig.runTest("App.Tests/testNeverEnds") { TestEvidence.current.log("of the second attempt") }
    let logs = try [first, second, again].map { try text(rig, $0) }
    let words = ["of the first", "of the second\n", "of the second attempt"]
    for (index, log) in logs.enumerated() {
      #expect(words.indices.filter { log.contains(words[$0]) } == [index])
      #expect(log.contains("outcome   passed") == (index > 0))
    }
    #expect(rig.messages == [])
  }

  @Test("F27: no log line is lost, whoever writes it, and it is there when the call returns")
  func noLineIsLost() throws {
    let rig = try PluginRig()
    let test = rig.startTest()
    let evidence = rig.within { TestEvidence.current }
    _ = atOnce(4) { thread in
      for number in 0..<250 { evidence.log("line \(thread)-\(number)") }
    }
    let lines = try text(rig, test).split(separator: "\n").filter { $0.contains("line ") }
    #expect(lines.count == 1000)
    for thread in 0..<4 {
      let own = lines.compactMap { $0.components(separatedBy: "line \(thread)-").last.flatMap { Int($0) } }
      #expect(own == Array(0..<250))
    }
    #expect(rig.log(of: test).count == 1000)
    #expect(rig.messages == [])
  }
}
