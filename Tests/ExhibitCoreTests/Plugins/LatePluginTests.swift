import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import TestSupport
import Testing

/// Plugins whose hooks run beside the tests, or at the same time as others.
@Suite struct LatePluginTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  private func artifacts() throws -> [[String]] {
    try session.summary().results.map { $0.artifacts.map(\.name).filter { $0 != "log.txt" }.sorted() }
  }

  @Test("1.3.15: a command in the background finds its test, which has ended by then")
  func aCommandInTheBackgroundFindsItsTest() throws {
    // It waits until the second test has ended.
    try session.scratch.write(
      """
      {plugins: {shot: {enabled: true, plugin: "command", background: true, command: ["sh", "-c",
        "while [ ! -e go ]; do sleep 0.01; done; echo $EXHIBIT_TEST_ID; echo a >$EXHIBIT_ARTIFACT_PATH/left.bin"]}}}
      """, to: "exhibit.json")
    try session.run { session in
      for name in ["testA", "testB"] {
        session.testFinished(session.testStarted(TestKey(id: "App.Tests/" + name)), outcome: .passed)
      }
      try self.session.scratch.write("", to: "go")
      session.finish()
    }
    #expect(try artifacts() == [["left.bin", "shot output"], ["left.bin", "shot output"]])
    #expect(session.text("shot output.txt", test: "App/Tests/testB") == "App.Tests/testB\n")
    #expect(session.messages == [])
  }

  @Test func anEventOfOnesOwnKeepsItsTestInTheBackground() throws {
    try session.scratch.write(
      """
      {plugins: {shot: {enabled: true, plugin: "command", event: "mine", background: true, command: ["sh", "-c",
        "while [ ! -e go ]; do sleep 0.01; done; echo ran"]}}}
      """, to: "exhibit.json")
    try session.run { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      session.engine.fire("mine", ["test_id": "App.Tests/testA"])
      session.testFinished(attempt, outcome: .passed)
      try self.session.scratch.write("", to: "go")
      session.finish()
    }
    #expect(try artifacts() == [["shot output"]])
  }

  @Test("1.3.15: plugins that act at the moment of their events do so, and say that they do")
  func othersDoNotGoToTheBackground() throws {
    try session.scratch.write(
      """
      {plugins: {
        log: {enabled: true, background: true},
        server: {enabled: true, plugin: "tail", paths: ["server.log"], background: true},
      }}
      """, to: "exhibit.json")
    try session.scratch.write("before\n", to: "server.log")
    try session.test { _, _ in
      TestEvidence.current.log("a line")
      try self.session.scratch.write("before\nduring\n", to: "server.log")
    }
    #expect(session.text("server.log") == "during\n")
    #expect(session.text("log.txt")?.contains("a line") == true)
    #expect(session.text("log.txt")?.contains("passed") == true)
    #expect(
      session.messages.map { $0.prefix { $0 != ";" } } == [
        "exhibit: exhibit.json:2:36: plugins.log.background: plugin 'log' cannot work in the background, and does not",
        "exhibit: exhibit.json:3:78: plugins.server.background: plugin 'tail' cannot work in the background, and does not",
      ])
  }

  @Test("1.3.14: commands that run at once list each file once, and when it is complete")
  func filesOfCommandsAtOnceAreListedOnce() throws {
    // Each ends when the other has written its file; the second goes on writing.
    let wait = { (name: String) in "while [ ! -e \(name) ]; do sleep 0.01; done" }
    try session.scratch.write(
      """
      {threaded: true, plugins: {
        first: {enabled: true, plugin: "command", command: ["sh", "-c",
          "cd $EXHIBIT_ARTIFACT_PATH; echo 1 >first.bin; \(wait("second.bin"))"]},
        second: {enabled: true, plugin: "command", command: ["sh", "-c",
          "cd $EXHIBIT_ARTIFACT_PATH; echo 2 >second.bin; \(wait("first.bin")); sleep 0.2; echo 3 >>second.bin"]},
        third: {enabled: true, plugin: "command", command: ["no-such-program-here"]},
      }}
      """, to: "exhibit.json")
    session.test { _, _ in }
    #expect(try artifacts() == [["first.bin", "second.bin"]])
    #expect(try session.summary().results[0].artifacts.first { $0.name == "second.bin" }?.byteCount == 4)
  }
}
