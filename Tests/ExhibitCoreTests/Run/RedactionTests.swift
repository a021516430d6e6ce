import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct RedactionTests {
  private static let value = "s3cr3t/\"\(UUID().uuidString)\\end"

  private let test: TestSession

  init() throws {
    test = try TestSession()
    try test.scratch.write(
      #"{redact: {words_from: ["TOKEN", "MISSING"], patterns: ["Bearer [a-z.]+"]}}"#, to: "exhibit.json")
  }

  /// Runs a test in which secrets are known.
  private func inTest(
    _ id: String = "App.Tests/testA", environment: [String: String] = [:],
    _ body: (RunSession, TestEvidence) throws -> Void
  ) throws {
    let environment = ["TOKEN": Self.value, "EXHIBIT_CONFIG": test.scratch.path + "/exhibit.json"].merging(environment)
    {
      $1
    }
    try test.run(environment) { session in
      let attempt = session.testStarted(TestKey(id: id))
      try body(session, TestEvidence(session: session, attempt: attempt))
      session.testFinished(attempt, outcome: .passed)
    }
  }

  /// The files and names below a directory that hold a text, or its form in JSON.
  static func places(of value: String, in directory: String) throws -> [String] {
    var json = value.debugDescription
    json = String(json.dropFirst().dropLast())
    let needles = [value, json, json.replacing("/", with: "\\/")]
    let names = try FileManager.default.subpathsOfDirectory(atPath: directory)
    return names.filter { name in
      let data = FileManager.default.contents(atPath: directory + "/" + name) ?? Data()
      return needles.contains { name.contains($0) || data.range(of: Data($0.utf8)) != nil }
    }
  }

  @Test func nothingThatIsWrittenHoldsTheValue() throws {
    let value = Self.value
    struct Mishap: Error { let token: String }
    try inTest("App.Tests/test\(value)", environment: ["EXHIBIT_SHARD": value, "LANG": "x" + value]) {
      session, evidence in
      evidence.log("a line with \(value)")
      evidence.log(String(repeating: "long ", count: 10_000) + value)
      evidence.log(
        String(repeating: ".", count: 1999 - value.count / 2) + value + String(repeating: "-", count: 40_000))
      try? evidence.step("step \(value)") { throw Mishap(token: value) }
      if let attempt = evidence.attempt {
        session.issueRecorded("failed with \(value)", file: "/\(value).swift", line: 1, attempt: attempt)
        session.testSkipped(reason: value, file: value, line: 1, attempt: attempt)
      }
      evidence.save("text \(value)", as: "about \(value)")
      evidence.save(json: ["key": value, value: "x"], as: "json.json")
      evidence.save(file: URL(fileURLWithPath: "/nonexistent/\(value)"))
      let file = try test.scratch.write("\(value)\n", to: "plain.cfg")
      evidence.save(file: URL(fileURLWithPath: file), as: "file")
      Diagnostics.shared.say("something about \(value)")
    }
    #expect(try Self.places(of: value, in: test.root) == [])
    #expect(!test.messages.contains { $0.contains(value) })
    #expect(try test.summary().attempts.map(\.outcome) == [.passed])
    let files = try FileManager.default.subpathsOfDirectory(atPath: test.root).filter {
      $0.hasSuffix("about redacted.txt")
    }
    #expect(files.count == 1)
  }

  @Test func recordTellsTheSizeThatWasWritten() throws {
    try inTest { _, evidence in
      guard case .success(let artifact) = evidence.save("x\(Self.value)y Bearer abc.", as: "text") else {
        Issue.record("it was not saved")
        return
      }
      #expect(artifact.byteCount == "x[redacted]y [redacted]".utf8.count)
      let text = try String(contentsOf: artifact.url, encoding: .utf8)
      #expect(text == "x[redacted]y [redacted]")
    }
  }

  @Test func valueAcrossEveryPieceOfALargeFileIsTakenOut() throws {
    let piece = 1 << 18
    var text = ""
    for _ in 0..<4 {
      text += String(repeating: "x", count: piece - Self.value.utf8.count / 2 - text.utf8.count % piece) + Self.value
    }
    let file = try test.scratch.write(text, to: "large.txt")
    try inTest { _, evidence in
      let saved = try evidence.save(file: URL(fileURLWithPath: file), moving: true).get()
      let result = try String(contentsOf: saved.url, encoding: .utf8)
      let isClean = result == text.replacing(Self.value, with: "[redacted]")
      #expect(isClean)
      #expect(saved.byteCount == result.utf8.count)
    }
    #expect(FileSystem.kind(of: file) == nil)
  }

  @Test func binaryArtifactIsKeptAndReported() throws {
    let bytes = Data([0, 1, 2, 0xFF]) + Data(Self.value.utf8) + Data([0])
    let file = test.scratch.path + "/picture.png"
    try bytes.write(to: URL(fileURLWithPath: file))
    try inTest { _, evidence in
      for _ in 0..<2 {
        let memory = try Data(contentsOf: evidence.save(bytes, as: "memory").get().url)
        let copy = try Data(contentsOf: evidence.save(file: URL(fileURLWithPath: file)).get().url)
        #expect(memory == bytes && copy == bytes)
      }
      _ = evidence.save(Data([0, 1]), as: "harmless")
    }
    #expect(test.messages.count == 2)
    #expect(test.messages.allSatisfy { $0.contains("holds a value that is to be redacted") })
    let events = try FileManager.default.subpathsOfDirectory(atPath: test.root).filter { $0.hasSuffix(".jsonl") }
    let record = try #require(events.first.flatMap { test.scratch.text(of: "Artifacts/" + $0) })
    #expect(record.split(separator: "\n").filter { $0.contains("\"holdsSecret\":true") }.count == 4)
  }

  /// Composing letters, and `_` for what a file's name cannot have, must not make the secret.
  @Test(arguments: [
    ("pässwört4711", "pässwört4711"), ("pässwört4711", "pa\u{308}sswo\u{308}rt4711"),
    ("pässwört4711", "pässwo\u{308}rt4711"), ("pa\u{308}sswo\u{308}rt4711", "pässwört4711"),
    ("pass_word_4711", "pass:word|4711"), ("word_4711.txt", "word|4711"), ("word4711.txt", "word4711"),
  ])
  func namesThatAreMadeOrdinaryHoldNoSecret(secret: String, text: String) throws {
    try inTest("App.Tests/test-\(text)", environment: ["TOKEN": secret]) { _, evidence in
      evidence.save("x", as: text)
      evidence.save("x", as: "\(String(repeating: "x", count: 54))\(text) of it")
      evidence.save("x", as: "other", fileName: text)
      let file = evidence.directory.path + "/\(text) of a tool.txt"
      #expect(FileManager.default.createFile(atPath: file, contents: Data()))
      evidence.save(file: URL(fileURLWithPath: file), moving: true)
      TestEvidence.current.log("it is \(text)")
    }
    let names = try FileManager.default.subpathsOfDirectory(atPath: test.root).map { Array($0.utf8) }
    #expect(names.count > 10)
    let forms = [secret, secret.precomposedStringWithCanonicalMapping, secret.decomposedStringWithCanonicalMapping]
    for name in names {
      for form in forms {
        // By bytes: texts that look the same are equal.
        #expect(Data(name).range(of: Data(form.utf8)) == nil, "\(String(decoding: name, as: UTF8.self))")
        // Nor is the half of it cut off at the end; with `.txt` the half is no secret.
        if form.hasSuffix(".txt") { continue }
        #expect(Data(name).range(of: Data(form.utf8.prefix(8))) == nil, "\(String(decoding: name, as: UTF8.self))")
      }
    }
    #expect(try Self.places(of: secret, in: test.root) == [])
    #expect(try test.summary().attempts.map(\.outcome) == [.passed])
  }

  @Test(arguments: ["pässwört4711", "pa\u{308}sswo\u{308}rt4711"])
  func lettersWithMarksAreFoundComposedAndDecomposed(text: String) throws {
    try inTest(environment: ["TOKEN": "pässwört4711"]) { _, evidence in
      evidence.save("it is \(text).", as: "text")
    }
    #expect(test.text("text.txt") == "it is [redacted].")
  }

  private static let odd: [ContentType] = [
    "message/http", "application/http", "application/x-pem-file", "multipart/form-data", "application/x-plist",
    "application/vnd.yaml", "application/typescript", "x", "", .data,
  ]

  @Test(arguments: odd + [.png, .pdf, .zip, "audio/ogg"])
  func aStringIsATextWhateverItsMediaType(type: ContentType) throws {
    try inTest { session, evidence in
      evidence.save("the token is \(Self.value)", as: "text", contentType: type, fileName: "one.txt")
      session.engine.fire(
        .saveArtifact,
        [
          "description": "asked", "contents": "the token is \(Self.value)", "content_type": type.rawValue,
          "file_name": "two.txt",
        ])
    }
    #expect(try Self.places(of: Self.value, in: test.root) == [])
    #expect(try test.summary().attempts.flatMap(\.artifacts).count == 3)
    #expect(test.messages == [])
  }

  @Test(arguments: odd) func bytesThatLookLikeATextAreOne(type: ContentType) throws {
    let text = "\u{1}é\u{7}\u{1B}[1m " + Self.value + String(repeating: "é", count: 4096) + Self.value
    let file = try test.scratch.write(text, to: "file")
    try inTest { _, evidence in
      evidence.save(Data(text.utf8), as: "bytes", contentType: type)
      evidence.save(file: URL(fileURLWithPath: file), contentType: type)
    }
    #expect(try Self.places(of: Self.value, in: test.root) == [])
    #expect(test.messages == [])
  }

  private static let noTexts: [(ContentType, [UInt8])] = [
    (.pdf, []), ("image/x", []), (.zip, []), ("audio/ogg; codecs=opus", []), ("message/http", [0]),
    (.data, [0xC3, 0x28]), ("multipart/form-data", [0xFF]),
  ]

  @Test(arguments: noTexts)
  func bytesThatAreNoTextAreKept(type: ContentType, head: [UInt8]) throws {
    let bytes = Data(head) + Data(Self.value.utf8)
    try inTest { _, evidence in
      let saved = try evidence.save(bytes, as: "bytes", contentType: type).get()
      #expect(try Data(contentsOf: saved.url) == bytes)
    }
    #expect(test.messages.count == 1 && test.messages[0].contains("holds a value that is to be redacted"))
  }

  @Test func testsWhoseNamesDifferOnlyInASecretStayApart() throws {
    try inTest { session, evidence in
      TestEvidence.redact("value-1", "value-2", "value-3")
      for number in 1...3 {
        let attempt = session.testStarted(TestKey(id: "App.Tests/test(value-\(number))"))
        TestEvidence(session: session, attempt: attempt).save("\(number)", as: "number")
        session.testFinished(attempt, outcome: .passed)
      }
    }
    let attempts = try test.summary().attempts.filter { $0.key.id.contains("redacted") }
    #expect(attempts.count == 3)
    #expect(Set(attempts.compactMap(\.artifactPath)).count == 3)
    #expect(try Self.places(of: "value-", in: test.root) == [])
  }

  @Test func secretsThatBecomeKnownLaterAreTakenOut() throws {
    try inTest { session, evidence in
      session.engine.before(.redact, named: "more") { event, update in
        let words = try event[.words]
        #expect(words == ["late-word"] || words == ["abc", ""])
        update[.words] = ["of-a-hook"]
        update[.patterns] = ["id=\\d+", "("]
      }
      TestEvidence.redact("late-word")
      evidence.log("late-word of-a-hook id=12 id=x")
      TestEvidence.redact("abc", "")
    }
    let log = try #require(test.text("log.txt"))
    #expect(log.contains("[redacted] [redacted] [redacted] id=x"))
    #expect(test.messages.count == 2)
    #expect(test.messages[0].contains("the pattern '(' is not redacted: the group has no end, at character 1"))
    #expect(test.messages[1].contains("less than 4 bytes"))
  }

  @Test func directoryThatACallbackChoseHoldsNoSecret() throws {
    try inTest { session, _ in
      session.engine.before(.startTest, named: "artifact_path") { _, update in
        update[.artifactPath] = "\(session.run?.path ?? "")/elsewhere/\(Self.value.replacing("/", with: "-"))"
      }
      TestEvidence.redact(Self.value.replacing("/", with: "-"))
      let attempt = session.testStarted(TestKey(id: "App.Tests/testB"))
      #expect(TestEvidence(session: session, attempt: attempt).directory.lastPathComponent == "redacted")
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(try Self.places(of: Self.value.replacing("/", with: "-"), in: test.root) == [])
  }

  @Test func valuesThatAreWordsOfTheFormatBreakNothing() throws {
    try inTest(environment: ["TOKEN": "test"]) { _, evidence in
      TestEvidence.redact("passed", "Tests", "runs", "info")
      evidence.log("the test passed")
      evidence.save("test", as: "tests")
    }
    let attempt = try #require(try test.summary().attempts.first)
    #expect(attempt.outcome == .passed)
    for artifact in attempt.artifacts {
      #expect(FileSystem.size(of: "\(test.root)/runs/r/\(artifact.path)") == artifact.byteCount)
    }
  }

  @Test func mistakesNameFileLineAndKey() throws {
    try test.scratch.write(
      """
      {
        redact: {
          words_from: ["SHORT", 3],
        },
      }
      """, to: "exhibit.json")
    try inTest { _, _ in }
    try test.scratch.write(
      """
      {
        redact: {
          words_from: ["SHORT"], words: [],
          patterns: ["zz", "b(?=c)"],
        },
      }
      """, to: "exhibit.json")
    try inTest(environment: ["SHORT": "abc"]) { _, _ in }
    let folder = "exhibit: \(test.scratch.path)/"
    #expect(
      test.messages.map { $0.replacing(folder, with: "") } == [
        "exhibit.json:3:27: redact.words_from[1]: expected a string, found 3; put it in quotes\n",
        "exhibit.json:3:28: redact.words: unknown key; known here: patterns, words_from\n",
        "exhibit.json:4:22: redact.patterns[1]: the pattern cannot look around, at character 2 of the pattern; "
          + "write what stands there, it is taken out too\n",
        "exhibit.json:3:18: redact.words_from[0]: the value of SHORT is not taken out: it has less than 4 bytes; "
          + "give it a longer one, or use 'patterns'\n",
      ])
  }

  /// A mistake in the configuration must not be what lets a secret through.
  @Test(arguments: [
    #"{redact: {words_from: ["TOKEN", 5]}}"#, #"{redact: {words_from: ["TOKEN"], patterns: [3]}}"#,
    #"{redact: {words_from: ["TOKEN"], patterns: {}}}"#, #"{redact: {words_from: "TOKEN"}}"#,
    #"{redact: {words_from: ["TOKEN"], words: 1}}"#, #"{redact: {words_from: ["TOKEN"],, }}"#,
    #"{a: 1, a: 2, redact: {words_from: ["TOKEN"]}}"#, "redact:\n  words_from:\n    - TOKEN\n",
    #"{plugins: {log: 3}, redact: {words_from: ["TOKEN"]}}"#,
  ])
  func brokenConfigurationStillKeepsTheValueOut(_ configuration: String) throws {
    try test.scratch.write(configuration, to: "exhibit.json")
    try inTest { _, evidence in
      evidence.log("a line with \(Self.value)")
      evidence.save("a text with \(Self.value)", as: "text")
    }
    let runs = test.scratch.path
    #expect(try Self.places(of: Self.value, in: runs).isEmpty)
    #expect(try !Self.places(of: "[redacted]", in: runs).isEmpty)
  }
}
