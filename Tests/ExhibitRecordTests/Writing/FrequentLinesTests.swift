import CExhibitRecord
import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// The lines that are put together in one call of C.
@Suite struct FrequentLinesTests {
  @Test func lineThatFollowsAnotherIsKeptWhenTheFileWasRemovedInBetween() throws {
    let incidents = Locked<[RecordWriter.Incident]>([])
    let run = try RecordedRun()
    let writer = try run.writer { incident in incidents.withLock { $0.append(incident) } }
    let key = TestKey(id: "App.Tests/testA")
    writer.testStarted(key, attempt: 1)
    let path = "\(run.directory.events)/\(writer.processName).jsonl"
    #expect(unlink(path) == 0)
    writer.directoryMade("tests/x", for: key, attempt: 1, follows: true)
    #expect(FileSystem.kind(of: path) == nil)
    writer.testEnded(key, attempt: 1, outcome: .passed, nanoseconds: 0, issues: 0, artifactPath: "tests/x")
    #expect(try run.objects(of: writer).count == 4)
    #expect(incidents.withLock { $0 } == [.removed])
  }

  @Test func theyHoldWhatTheyAreGiven() throws {
    let run = try RecordedRun()
    let writer = try run.writer { Issue.record("\($0)") }
    var generator = SeededGenerator(seed: 11)
    let texts = HostileText.cases + (0..<200).map { _ in HostileText.random(using: &generator) }
    // Foundation's parser drops a byte order mark at the beginning of a string.
    let paths = texts.map { "p" + $0 }
    for (index, text) in texts.enumerated() {
      let key = TestKey(id: "App.Tests/" + text)
      writer.testStarted(key, attempt: index)
      writer.directoryMade(paths[index], for: key, attempt: index)
      writer.attached(
        paths[index], description: "d" + text, contentType: "c" + text, byteCount: index * 1000, to: key, attempt: index
      )
      writer.testEnded(
        key, attempt: index, outcome: .failed, nanoseconds: Int64(index) << 32, issues: index,
        artifactPath: paths[index])
    }
    writer.testEnded(TestKey(id: "A.B/c"), attempt: 1, outcome: .passed, nanoseconds: 0, issues: 0, artifactPath: nil)

    let objects = try run.objects(of: writer)
    #expect(objects.count == 2 + 4 * texts.count)
    let kinds = ["testStarted", "exhibitDirectoryMade", "valueAttached", "testEnded"]
    for (index, object) in objects.dropFirst().dropLast().enumerated() {
      let (text, number) = (texts[index / 4], index / 4)
      let payload = try #require(object["payload"] as? [String: Any])
      let members = try #require(payload["exhibit"] as? [String: Any])
      #expect(payload["kind"] as? String == kinds[index % 4])
      #expect(payload["testID"] as? String == TestKey(id: "App.Tests/" + text).id)
      #expect(members["sequence"] as? Int == index + 1)
      #expect(members["attempt"] as? Int == number)
      switch index % 4 {
      case 0: #expect(members.count == 2)
      case 1: #expect(members["artifactPath"] as? String == paths[number])
      case 2:
        #expect((payload["attachment"] as? [String: String]) == ["path": paths[number]])
        #expect(members["description"] as? String == "d" + text)
        #expect(members["contentType"] as? String == "c" + text)
        #expect(members["bytes"] as? Int == number * 1000)
      default:
        #expect(members["artifactPath"] as? String == paths[number])
        #expect(members["outcome"] as? String == "failed")
        #expect(members["durationNanoseconds"] as? Int == number << 32)
        #expect(members["issues"] as? Int == number)
      }
    }
    let last = try #require((objects.last?["payload"] as? [String: Any])?["exhibit"] as? [String: Any])
    #expect(last["artifactPath"] == nil && last["outcome"] as? String == "passed")
  }

  /// Texts are looked through eight bytes at a time: each byte that is escaped, at each place, beside each other.
  @Test func everyByteIsEscapedWhereverItStands() throws {
    let run = try RecordedRun()
    let writer = try run.writer { Issue.record("\($0)") }
    var texts: [String] = []
    for scalar in (0..<0x81).compactMap(Unicode.Scalar.init) {
      for place in 0..<18 {
        texts.append(String(repeating: "a", count: place) + String(scalar) + String(repeating: "é", count: 18 - place))
      }
    }
    for text in texts { writer.event("exhibitLogMessage", testID: text) }
    let raw = try #require(run.text(of: writer))
    #expect(raw.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
    let objects = try run.objects(of: writer)
    #expect(objects.count == 1 + texts.count)
    for (object, text) in zip(objects.dropFirst(), texts) {
      #expect((object["payload"] as? [String: Any])?["testID"] as? String == text)
    }
  }

  @Test func partsOfTextsAreFoundByBytes() {
    let parts: [(text: String, last: String, first: String)] = [
      ("", "", ""), ("a", "a", "a"), ("a/b", "b", "a"), ("a/b/", "", "a"), ("/", "", ""), ("é/日/x", "x", "é"),
      ("a/\u{301}b", "\u{301}b", "a"),
    ]
    for (text, last, first) in parts {
      #expect(text.part(behindLast: "/").utf8.elementsEqual(last.utf8))
      #expect(text.part(beforeFirst: "/").utf8.elementsEqual(first.utf8))
    }
    for scalar in (0..<0x300).compactMap(Unicode.Scalar.init) {
      #expect("ab\(scalar)".isPrintableASCII == (0x20..<0x7F).contains(scalar.value))
    }
  }

  @Test func theTimeOfNowIsThatOfTheCalendar() {
    for nanoseconds in stride(from: Int64(0), to: 4_000_000_000_000_000_000, by: 777_777_777_777_777) {
      #expect(UTCTime.extended(ofNow: nanoseconds) == UTCTime(nanoseconds: nanoseconds).extended)
    }
  }
}
