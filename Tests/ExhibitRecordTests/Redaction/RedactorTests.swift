import CExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct RedactorTests {
  @Test(arguments: [
    (["abc", "bcd"], "xabcdx", "x[redacted]x"), (["abc"], "abcabc", "[redacted]"), (["aa"], "aaaaa b", "[redacted] b"),
    (["abcd", "bc"], "abc abcd", "a[redacted] [redacted]"), (["secret"], "secre", "secre"), (["secret"], "", ""),
    (["a"], "banana", "b[redacted]n[redacted]n[redacted]"), (["é"], "cafés", "caf[redacted]s"),
    (["a\nb"], "xa\nby", "x[redacted]y"), (["abc", "abcdef"], "abcdeg", "[redacted]deg"),
  ])
  func wordsAreTakenOut(words: [String], text: String, expected: String) throws {
    #expect(try Redaction.redactor(words).redact(text) == expected)
  }

  @Test func fileNamesHaveAReplacementOfTheirOwn() throws {
    #expect(try Redaction.redactor(["secret"]).redactedFileName("a secret.txt") == "a redacted.txt")
  }

  @Test(arguments: 0..<40)
  func anyPiecesGiveWhatASlowSearchGives(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let letters = Array("ab\nc".utf8.prefix(Int.random(in: 2...4, using: &random)))
      func text(_ count: Int) -> [UInt8] { (0..<count).map { _ in letters.randomElement(using: &random) ?? 0 } }
      let words = (0..<Int.random(in: 1...5, using: &random)).map { _ in text(Int.random(in: 1...7, using: &random)) }
      let bytes = text(Int.random(in: 0...80, using: &random))
      let redactor = try Redaction.redactor(words.map { String(decoding: $0, as: UTF8.self) })
      let expected = Redaction.naive(bytes, words: words)
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        pieces.append(Array(rest.prefix(Int.random(in: 1...6, using: &random))))
        rest = rest.dropFirst(pieces.last?.count ?? 0)
      }
      let (result, held) = Redaction.stream(pieces, redactor)
      #expect(result == expected, "\(words) in \(bytes)")
      #expect(held < words.map(\.count).max() ?? 0)
      #expect(Array(redactor.redact(String(decoding: bytes, as: UTF8.self)).utf8) == expected)
    }
  }

  @Test func everySplitOfALongTextIsSeamless() throws {
    let words = ["swordfish-\(UUID())", "pass"]
    let redactor = try Redaction.redactor(words)
    let bytes = Array("x\(words[0])y".utf8)
    for split in 0...bytes.count {
      let (result, _) = Redaction.stream([Array(bytes[..<split]), Array(bytes[split...])], redactor)
      #expect(result == Array("x[redacted]y".utf8))
    }
  }

  @Test func longWordsAndManyWordsAreFoundInLargeTexts() throws {
    var random = SeededGenerator(seed: 1)
    let words = (0..<400).map { _ in
      String((0..<Int.random(in: 4...40, using: &random)).map { _ in "abcdefgh".randomElement(using: &random) ?? "x" })
    }
    let long = String(repeating: "k", count: 8000) + "!"
    let redactor = try Redaction.redactor(words + [long])
    let text = (0..<9000).map { index in index % 7 == 0 ? words[index % 400] : "-\(index)-" }.joined() + "." + long
    let expected = Redaction.stream(Array(text.utf8).split(every: 1 << 16), redactor).text
    for size in [1, 1000, 200_000] {
      #expect(Redaction.stream(Array(text.utf8).split(every: size), redactor).text == expected)
    }
    let result = String(decoding: expected, as: UTF8.self)
    #expect(!words.contains { result.contains($0) })
    #expect(result.hasSuffix("-.[redacted]"))
  }

  @Test func nothingIsHeldBackThatBeginsNoWord() throws {
    let redactor = try Redaction.redactor(["secret-1", "secret-2"])
    #expect(Redaction.stream([Array("nothing of the sort".utf8)], redactor).held == 0)
    #expect(Redaction.stream([Array("what a secr".utf8)], redactor).held == 4)
    #expect(Redaction.stream([Array("a secret-12".utf8)], redactor).held == 0)
  }

  @Test func rulesCanChangeInTheMiddleOfAStream() throws {
    let stream = try #require(malloc(exhibit_stream_size()).map { OpaquePointer($0) })
    defer { free(UnsafeMutableRawPointer(stream)) }
    exhibit_stream_begin(stream, "#", false)
    let collected = Locked<[UInt8]>([])
    func feed(_ text: String, _ redactor: Redactor?) {
      withExtendedLifetime(collected) {
        let context = Unmanaged.passUnretained(collected).toOpaque()
        let sink: exhibit_redaction_sink = { context, bytes, count in
          guard let context else { return false }
          let collected = Unmanaged<Locked<[UInt8]>>.fromOpaque(context).takeUnretainedValue()
          collected.withLock { $0 += UnsafeRawBufferPointer(start: bytes, count: count) }
          return true
        }
        let isWritten = text.withContiguousUTF8 { bytes in
          let (base, count) = (bytes.baseAddress, bytes.count)
          guard let redactor else { return exhibit_stream_feed(stream, nil, base, count, sink, context) }
          return redactor.withRules { exhibit_stream_feed(stream, $0, base, count, sink, context) }
        }
        #expect(isWritten)
      }
    }
    let first = try Redaction.redactor(["first-word"], ["k=\\w+"])
    let both = try Redaction.redactor(["first-word", "second"], ["m=\\w+"])
    feed("second fir", nil)
    feed("st-word k=1 m=1 fir", first)
    // What is held back is looked at by the new rules.
    feed("st-word sec", both)
    feed("ond k=1 m=1", both)
    feed("!", nil)
    #expect(String(decoding: collected.withLock { $0 }, as: UTF8.self) == "second first-word # m=1 # # k=1 m=1!")
  }

  @Test func moreCanBeAdded() {
    let rules = RedactionRules()
    rules.add(words: ["first"])
    #expect(rules.redact("first second") == "[redacted] second")
    rules.add(words: ["second"])
    #expect(rules.redact("first second") == "[redacted] [redacted]")
    let redactor = rules.redactor
    rules.add(words: ["first", "second"])
    #expect(rules.redactor === redactor)
  }

  @Test func rulesSayWhatTheyDoNotTakeOut() {
    let rules = RedactionRules()
    let outcome = rules.add(words: ["", "abc", "abcd", "é1"], patterns: ["a+", "b)", "a+"])
    #expect(outcome.shortWords == [1, 3])
    #expect(outcome.wrongPatterns.map(\.index) == [1])
    #expect(rules.redact("abc abcd aa b)") == "[redacted]bc [redacted] [redacted] b)")
    #expect(RedactionRules().redactor == nil)
  }

  @Test func formsOfAWordAreTakenOut() {
    let rules = RedactionRules()
    let key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nshort\n-----END KEY-----"
    rules.add(words: [#"pa"ss\wo/rd'"#, key])
    #expect(rules.redact(#"{"a": "pa\"ss\\wo/rd'"}"#) == #"{"a": "[redacted]"}"#)
    #expect(rules.redact(#"{"a": "pa\"ss\\wo\/rd'"}"#) == #"{"a": "[redacted]"}"#)
    #expect(rules.redact(#"pa"ss\wo/rd'"#.debugDescription) == "\"[redacted]\"")
    #expect(rules.redact(key) == "[redacted]")
    #expect(rules.redact("    MIIEvQIBADANBgkq\n    short\n") == "    [redacted]\n    short\n")
    #expect(rules.redact(key.debugDescription) == "\"[redacted]\"")
  }

  @Test func wordLongerThanTheLimitIsKnownByItsParts() {
    let word = (0..<5000).map { String($0) }.joined()
    let rules = RedactionRules()
    rules.add(words: [word])
    #expect(rules.redact("<" + word + ">") == "<[redacted]>")
  }
}

extension Array {
  fileprivate func split(every size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
