import ExhibitCore
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct TailPluginTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
    try configure()
  }

  private func configure(_ options: String = "") throws {
    try session.scratch.write(
      "{plugins: {server: {enabled: true, plugin: 'tail', paths: ['server.log'], \(options)}}}", to: "exhibit.json")
  }

  private var path: String { session.scratch.path + "/server.log" }

  private func append(_ text: String, to name: String = "server.log") throws {
    let file = try AppendFile(path: session.scratch.path + "/" + name)
    #expect(text.withContiguousUTF8 { file.write($0) } == .all(isRestored: false))
  }

  @Test("1.6.7: what a server logged during a test is saved, and only that")
  func onlyWhatWasAddedIsSaved() throws {
    try append("before\n")
    try session.test { _, _ in try append("during\n") }
    try append("after\n")
    #expect(session.text("server.log") == "during\n")
    #expect(try session.summary().results[0].artifacts.map(\.name) == ["server.log", "log.txt"])
    #expect(try session.summary().results[0].artifacts[0].contentType == "text/plain")
    #expect(session.messages == [])
  }

  @Test func nothingIsSavedIfNothingWasAdded() throws {
    try append("before\n")
    session.test { _, _ in }
    #expect(session.names() == ["log.txt"])
  }

  @Test func eachTestHasItsOwn() throws {
    try session.run { session in
      for name in ["testA", "testB"] {
        let attempt = session.testStarted(TestKey(id: "App.Tests/" + name))
        try append("\(name)\n")
        session.testFinished(attempt, outcome: .passed)
      }
    }
    #expect(session.text("server.log") == "testA\n")
    #expect(session.text("server.log", test: "App/Tests/testB") == "testB\n")
  }

  @Test func aFileThatAppearsIsNew() throws {
    try session.test { _, _ in try append("all of it\n") }
    #expect(session.text("server.log") == "all of it\n")
  }

  @Test func aRotatedFileIsReadToItsEnd() throws {
    try append("before\n")
    try session.test { _, _ in
      try append("old\n")
      #expect(rename(path, path + ".1") == 0)
      try append("late\n", to: "server.log.1")
      try append("new\n")
    }
    #expect(session.text("server.log") == "old\nlate\nnew\n")
  }

  @Test func aRemovedFileIsReadToItsEnd() throws {
    try append("before\n")
    try session.test { _, _ in
      try append("last words\n")
      #expect(unlink(path) == 0)
    }
    #expect(session.text("server.log") == "last words\n")
  }

  @Test func aTruncatedFileIsReadFromItsBeginning() throws {
    try append("before, and long\n")
    try session.test { _, _ in
      #expect(truncate(path, 0) == 0)
      try append("new\n")
    }
    #expect(session.text("server.log") == "new\n")
  }

  @Test func aTestThatClosesDescriptorsHarmsNobody() throws {
    try append("before\n")
    let other = try session.scratch.write("other\n", to: "other")
    try session.test { _, _ in
      // Others run in this process, so only those of the file are closed, and other files take their places.
      for descriptor in FileSystem.names(in: "/proc/self/fd").compactMap({ Int32($0) })
      where FileSystem.target(ofLink: "/proc/self/fd/\(descriptor)") == path {
        let replacement = open(other, O_RDONLY)
        #expect(dup2(replacement, descriptor) == descriptor)
        close(replacement)
      }
      try append("during\n")
    }
    #expect(session.text("server.log") == "during\n")
  }

  @Test(arguments: [1000, 1 << 20]) func theLastPartIsKept(limit: Int) throws {
    try configure("limit: \(limit)")
    try session.test { _, _ in
      for line in 0..<1000 { try append("line \(line) " + String(repeating: "x", count: 2000) + "\n") }
      try append("the end\n")
    }
    let text = try #require(session.text("server.log"))
    #expect(text.utf8.count <= limit + 100)
    let lines = text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("… ") == true && lines.first?.hasSuffix(" bytes before this are left out") == true)
    #expect(lines.last == "the end")
    // It begins with a whole line.
    #expect(lines.dropFirst().first.map { $0.hasPrefix("line ") || $0 == "the end" } == true)
  }

  @Test func secretsAreTakenOutEvenWhereItIsCut() throws {
    try session.scratch.write(
      """
      {redact: {words_from: ['SECRET']},
       plugins: {server: {enabled: true, plugin: 'tail', paths: ['server.log'], limit: "12 B"}}}
      """, to: "exhibit.json")
    try session.run(["SECRET": "hunter22hunter22"]) { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      try append("it is hunter22hunter22")
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(session.text("server.log")?.contains("hunter") == false)
    #expect(session.text("server.log")?.hasSuffix("[redacted]") == true)
  }

  @Test(arguments: ["pipe", "directory"]) func whatIsNoFileIsRefusedOnce(kind: String) throws {
    #expect((kind == "pipe" ? mkfifo(path, 0o600) : mkdir(path, 0o700)) == 0)
    session.run { session in
      for name in ["testA", "testB"] {
        session.testFinished(session.testStarted(TestKey(id: "App.Tests/" + name)), outcome: .passed)
      }
    }
    #expect(session.messages.count == 1 && session.messages[0].contains("hook 'server' failed at 'start_test'"))
    #expect(session.messages.first?.contains("server.log") == true)
  }

  @Test(arguments: [
    ("paths: []", "'paths' must name a file"), ("paths: ['']", "'' is not the path of a file"),
    ("paths: ['a'], limit: 'much'", "plugins.server.limit"), ("paths: ['a'], limit: -1", "plugins.server.limit"),
    ("paths: 'a'", "plugins.server.paths"),
  ])
  func mistakeInTheOptionsIsNamed(options: String, message: String) throws {
    try session.scratch.write(
      "{plugins: {server: {enabled: true, plugin: 'tail', \(options)}}}", to: "exhibit.json")
    session.test { _, _ in }
    #expect(session.messages.count == 1 && session.messages[0].contains(message), "\(session.messages)")
  }

  @Test(arguments: ["before, and long\n", "x\n", String(repeating: "0123456789\n", count: 100)])
  func aTruncatedFileThatHasGrownPastItsSizeIsReadFromItsBeginning(before: String) throws {
    try append(before)
    let new = (0..<200).map { "line \($0) of the new text\n" }.joined()
    try session.test { _, _ in
      #expect(truncate(path, 0) == 0)
      try append(new)
    }
    #expect(session.text("server.log") == new)
  }

  @Test func aFileThatOnlyGrewKeepsItsBeginning() throws {
    let before = String(repeating: "0123456789\n", count: 100)
    try append(before)
    try session.test { _, _ in try append(before) }
    #expect(session.text("server.log") == before)
  }

  @Test func filesThatWereRotatedTwiceAreAllRead() throws {
    try append("older\n", to: "server.log.1")
    try append("before\n")
    try session.test { _, _ in
      for name in ["first", "second", "third"] {
        try append("\(name)\n")
        for number in [3, 2, 1] { rename("\(path).\(number)", "\(path).\(number + 1)") }
        #expect(rename(path, path + ".1") == 0)
      }
      try append("last\n")
    }
    #expect(session.text("server.log") == "first\nsecond\nthird\nlast\n")
  }

  @Test func whatWasRotatedBeforeIsNotRead() throws {
    try append("older\n", to: "server.log.1")
    try append("before\n")
    try session.test { _, _ in
      try append("old\n")
      #expect(unlink(path) == 0)
      try append("new\n")
    }
    #expect(session.text("server.log") == "old\nnew\n")
  }
}
