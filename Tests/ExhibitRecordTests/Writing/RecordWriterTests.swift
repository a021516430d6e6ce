import CExhibitRecord
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

@Suite struct RecordWriterTests {
  @Test func theFirstLineTellsOfTheProcess() throws {
    let run = try RecordedRun()
    let writer = try run.writer()
    let line = try #require(try run.objects(of: writer).first)
    let payload = try #require(line["payload"] as? [String: Any])
    let members = try #require(payload["exhibit"] as? [String: Any])
    #expect(line["kind"] as? String == "exhibitProcess")
    #expect(members["formatVersion"] as? Int == 1)
    #expect(members["sequence"] as? Int == 0)
    #expect(members["pid"] as? Int == Int(getpid()))
    #expect(members["process"] as? String == writer.processName)
    #expect(members["locked"] as? Bool == true)
  }

  @Test func everyLineIsJSONWhateverItHolds() throws {
    let run = try RecordedRun()
    let writer = try run.writer()
    let all = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
    let texts = HostileText.cases + [all, "\"", "\\", "\\\"", "\u{2028}\u{2029}", "\u{10FFFF}", "\u{FFFE}"]
    for text in texts {
      writer.event("exhibitLogMessage", testID: text, message: ("details", text)) { line in
        line.member(#","description":"#, text)
      }
      writer.test(TestKey(id: text), framework: "xctest")
    }
    let objects = try run.objects(of: writer)
    #expect(objects.count == 1 + 2 * texts.count)
    let file = try run.file(of: writer)
    #expect(file.damagedLines == 0)
    for (index, text) in texts.enumerated() {
      let payload = file.lines[1 + 2 * index].payload
      #expect(payload.testID.map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)")
      #expect(payload.exhibit?.description.map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test(arguments: ["x", "é", "日", "👍", "\u{1B}", "\"", "\n"])
  func aLongTextIsCutAtACharacter(unit: String) throws {
    let run = try RecordedRun()
    let writer = try run.writer { Issue.record("\($0)") }
    let text = String(repeating: unit, count: (1 << 20) / unit.utf8.count)
    writer.event("exhibitLogMessage", testID: "App.Tests/testA", message: ("details", text)) { line in
      line.member(#","description":"#, text)
      line.member(#","skipReason":"#, text)
      line.member(#","last":"#, "end")
    }
    writer.event("testEnded", testID: "App.Tests/testA")
    let raw = run.text(of: writer) ?? ""
    #expect(raw.split(separator: "\n").allSatisfy { $0.utf8.count < 256 << 10 })
    let lines = try run.file(of: writer).lines
    #expect(lines.count == 3)
    let message = try #require(lines[1].payload.messages?.first?.text)
    #expect(message.hasSuffix("…") && message.hasPrefix(unit))
    #expect(message.dropLast().unicodeScalars.allSatisfy { unit.unicodeScalars.contains($0) })
    #expect(message.utf8.count <= LineBuffer.textLimit + 3)
    #expect(lines[1].payload.testID == "App.Tests/testA")
    #expect(lines[1].payload.exhibit?.sequence == 1)
  }

  @Test func aHeaderOfHostileArgumentsFitsItsLine() throws {
    let run = try RecordedRun()
    var header = ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/")
    for command in [
      Array(repeating: "", count: 200_000), [String(repeating: "\u{1}", count: 1 << 20)],
      Array(repeating: String(repeating: "\u{301}", count: 1000), count: 1000),
    ] {
      header.command = command
      let writer = try RecordWriter(run: run.directory, process: header) { Issue.record("\($0)") }
      #expect(try run.file(of: writer).process?.exhibit?.formatVersion == 1)
    }
  }

  @Test func threadsLeaveNoGapInTheNumbers() throws {
    let run = try RecordedRun()
    let writer = try run.writer()
    _ = atOnce(8) { index in
      for number in 0..<250 {
        writer.event("exhibitLogMessage", testID: "t\(index)", message: ("details", "\(number)"))
      }
    }
    let lines = try run.file(of: writer).lines
    #expect(lines.compactMap { $0.payload.exhibit?.sequence } == Array(0...2000))
    for index in 0..<8 {
      let texts = lines.filter { $0.payload.testID == "t\(index)" }.compactMap { $0.payload.messages?.first?.text }
      #expect(texts == (0..<250).map(String.init))
    }
  }

  @Test func theLockIsHeldWhileItIsOpen() throws {
    let run = try RecordedRun()
    var writer: RecordWriter? = try run.writer()
    let path = "\(run.directory.events)/\(try #require(writer).processName).jsonl"
    #expect(exhibit_is_locked(path) == 1)
    #expect(try EventFile.read(path).isLocked)
    writer = nil
    #expect(exhibit_is_locked(path) == 0)
    #expect(try !EventFile.read(path).isLocked)
  }

  @Test func readersDoNotTakeTheLockAway() throws {
    let run = try RecordedRun()
    let events = run.directory.events
    let locked = atOnce(5) { index in
      guard index == 0 else {
        for _ in 0..<100 {
          for name in FileSystem.names(in: events) { _ = exhibit_is_locked(events + "/" + name) }
        }
        return 0
      }
      // Each of these takes its lock while others look whether it has one.
      return (0..<100).count { _ in
        guard let writer = try? run.writer() else { return false }
        return exhibit_is_locked("\(events)/\(writer.processName).jsonl") == 1
      }
    }
    #expect(locked[0] == 100)
  }

  @Test func aDirectoryThatIsGoneIsAnError() throws {
    let run = try RecordedRun()
    try FileManager.default.removeItem(atPath: run.directory.events)
    #expect(throws: FileSystem.Failure.self) { try run.writer() }
  }

  @Test func whatDoesNotFitIsTakenBackAndSaidOnce() async {
    await #expect(processExitsWith: .success) {
      let run = try RecordedRun()
      let failures = Locked(0)
      let writer = try run.writer { _ in failures.withLock { $0 += 1 } }
      writer.event("first")
      // The limit on the size of files stands for the end of the disk: the write that meets it is cut short.
      let size = FileSystem.size(of: "\(run.directory.events)/\(writer.processName).jsonl") ?? 0
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let old = limit.rlim_cur
      limit.rlim_cur = rlim_t(size + 40)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      for _ in 0..<5 { writer.event("lost") }
      limit.rlim_cur = old
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      writer.event("second")
      writer.event("third")
      let file = try run.file(of: writer)
      precondition(file.lines.map(\.payload.kind) == [nil, "first", "second", "third"])
      precondition(file.lines.compactMap { $0.payload.exhibit?.sequence } == [0, 1, 7, 8])
      precondition(file.damagedLines == 0)
      precondition(file.missingLines == 5)
      precondition(failures.withLock { $0 } == 1)
    }
  }
}
