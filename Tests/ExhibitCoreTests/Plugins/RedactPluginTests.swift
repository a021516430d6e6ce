import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct RedactPluginTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  private func configure(_ options: String) throws {
    try session.scratch.write(
      "{plugins: {log: {enabled: true}, redact: {enabled: true, \(options)}}}", to: "exhibit.json")
  }

  @Test("1.6.7: words and patterns of the options are taken out") func optionsAreTakenOut() throws {
    try session.scratch.write("from-a-file\n\nsecond-line\n", to: "secrets.txt")
    try configure(
      "words: ['a-word'], patterns: ['id=[0-9]+'], words_from: ['PATH'], words_from_files: ['secrets.txt', 'none']")
    let path = try #require(ProcessInfo.processInfo.environment["PATH"])
    session.test { _, _ in
      TestEvidence.current.log("a-word, id=42, from-a-file, second-line, kept, \(path).")
    }
    let log = try #require(session.text("log.txt"))
    let line = try #require(log.split(separator: "\n").first { $0.contains("kept") })
    #expect(line.hasSuffix("[redacted], [redacted], [redacted], [redacted], kept, [redacted]."))
    #expect(session.messages == [])
  }

  @Test("1.6.6: firing `sanitize` adds words at run time, with those of plugins") func firingAddsWords() throws {
    try configure("words: ['of-the-plugin']")
    session.test { session, _ in
      session.engine.before(.redact, named: "more") { _, update in update[.words] = ["of-a-callback"] }
      session.engine.fire("sanitize", ["words": ["of-the-event"], "patterns": ["x[0-9]+y"]])
      TestEvidence.current.log("of-the-plugin of-a-callback of-the-event x123y")
    }
    #expect(session.text("log.txt")?.contains("[redacted] [redacted] [redacted] [redacted]") == true)
  }

  @Test func firingWithoutAnyPluginWorks() throws {
    session.test { session, _ in
      session.engine.fire(.redact, ["words": ["of-the-event"]])
      TestEvidence.current.log("it is of-the-event")
    }
    #expect(session.text("log.txt")?.contains("it is [redacted]") == true)
  }

  @Test func aPatternThatIsNoneIsNamed() throws {
    try configure("patterns: ['(']")
    session.test { _, _ in }
    #expect(session.messages.count == 1 && session.messages[0].contains("the pattern '(' is not redacted"))
  }

  @Test(
    arguments: [
      Set(["a-first-word", "a-second-word"]), ["a-first-word"[...], "a-second-word"[...]],
      [["a-first-word"], "a-second-word"[...]] as [any Sendable],
    ] as [any Sendable])
  func aValueOfAnotherTypeTakesNothingAway(value: any Sendable) throws {
    try configure("words: ['of-the-plugin'], patterns: ['id=[0-9]+']")
    session.test { session, _ in
      session.engine.before(.redact, named: "more") { _, update in update.locals[named: "words"] = value }
      session.engine.after(.redact, named: "last") { _, update in update.locals[named: "words"] = Set(["from-behind"]) }
      session.engine.fire("sanitize", ["words": ["of-the-event"], "patterns": "x[0-9]+y"])
      TestEvidence.current.log(
        "of-the-plugin id=1 of-the-event x123y a-first-word a-second-word from-behind")
    }
    let line = session.text("log.txt")?.split(separator: "\n").first { $0.contains("info") }
    #expect(line?.hasSuffix(Array(repeating: "[redacted]", count: 7).joined(separator: " ")) == true)
    #expect(session.messages == [])
  }

  @Test(
    arguments: [
      ["words": "some-text"], ["words": Set(["some-text"])], ["words": ["some-text"[...]]], ["word": "some-text"],
      ["word": ["some-text"], "words": ["another"]], ["words": [1, "some-text"] as [any Sendable]],
    ] as [HookValues])
  func whatIsFiredIsTakenAsItIs(values: HookValues) throws {
    session.test { session, _ in
      session.engine.fire("sanitize", values)
      TestEvidence.current.log("it is some-text.")
    }
    #expect(session.text("log.txt")?.contains("it is [redacted].") == true)
  }

  @Test func hooksAtOnceTakeNothingAwayEither() throws {
    try session.scratch.write("{threaded: true}", to: "exhibit.json")
    session.test { session, _ in
      for name in ["one", "two", "three"] {
        session.engine.before(.redact, named: name) { _, update in update.locals[named: "words"] = Set(["word-\(name)"])
        }
      }
      session.engine.fire("sanitize", ["words": ["of-the-event"]])
      TestEvidence.current.log("word-one word-two word-three of-the-event")
    }
    #expect(session.text("log.txt")?.contains("[redacted] [redacted] [redacted] [redacted]") == true)
  }

  @Test func whoAddsWhatIsNoTextIsNamedOnce() throws {
    try configure("words: ['of-the-plugin']")
    session.test { session, _ in
      session.engine.before(.redact, named: "numbers") { _, update in update.locals[named: "words"] = 42 }
      session.engine.before(.redact, named: "globals") { _, update in
        update.globals[.words] = ["in-the-globals"]
        update.locals[named: "word"] = "misspelt-word"
      }
      for _ in 0..<2 { session.engine.fire("sanitize", ["words": ["of-the-event"]]) }
      TestEvidence.current.log("of-the-plugin of-the-event in-the-globals misspelt-word")
    }
    #expect(session.text("log.txt")?.contains("[redacted] [redacted] [redacted] [redacted]") == true)
    #expect(
      session.messages == [
        "exhibit: hook 'numbers' for event 'redact' adds 'words' as Int, in which Int is no text and is not redacted; "
          + "use [String]\n",
        "exhibit: hook 'globals' for event 'redact' adds 'word', which it does not know; it is taken for 'words'\n",
      ])
  }
}
