import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct RedactionPatternTests {
  @Test(arguments: [
    ("Bearer [A-Za-z0-9._-]+", "a Bearer abc.d-e f", "a [redacted] f"), ("(?i)token=\\w+", "ToKeN=x1;", "[redacted];"),
    ("a{2,3}", "a aa aaaa", "a [redacted] [redacted]"), ("^x", "xx\nxx", "[redacted]x\n[redacted]x"),
    ("x$", "xx\nxx", "x[redacted]\nx[redacted]"), ("\\bcat\\b", "cat concat cat", "[redacted] concat [redacted]"),
    ("\\Bcat", "cat concat", "cat con[redacted]"), ("a.c", "aéc a\nc", "[redacted] a\nc"),
    ("[^a-z ]+", "aÉ b", "a[redacted] b"),
    ("[é-ü]", "aéb", "a[redacted]b"), ("(?:a|bc)*d", "xabcad", "x[redacted]"),
    ("(?<name>a)b?", "ab a", "[redacted] [redacted]"),
    ("\\x41\\u0042\\x{1F600}", "xAB😀", "x[redacted]"), ("[\\]\\-\\\\]", "a]b-c\\", "a[redacted]b[redacted]c[redacted]"),
    ("a*", "baab", "b[redacted]b"), ("a??b", "ab", "[redacted]"), ("key=.*?;", "key=1; b; c", "[redacted] c"),
    ("(a*)*b", "aab", "[redacted]"), ("\\d{4}(-\\d{4}){3}", "card 1234-1234-1234-1234.", "card [redacted]."),
    ("[-a]", "-b", "[redacted]b"),
  ])
  func patternsAreTakenOut(pattern: String, text: String, expected: String) throws {
    let redactor = try Redaction.redactor([], [pattern])
    #expect(redactor.redact(text) == expected)
    let bytes = Redaction.stream(text.utf8.map { [$0] }, redactor).text
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("a\\1", 2, "back-references"), ("(?=a)", 1, "look around"), ("(?<!a)b", 1, "look around"),
    ("\\p{L}", 1, "properties"),
    ("a(b", 2, "no end"), ("é)", 2, "closes no group"), ("*a", 1, "nothing to repeat"), ("a**", 3, "repeated"),
    ("a++", 3, "possessive"), ("[a", 1, "no end"), ("[]a]", 2, "empty"), ("[b-a]", 2, "upside down"),
    ("a{3,2}", 2, "upside down"),
    ("a{x}", 2, "number of repetitions"), ("a{1001}", 2, "1000"), ("\\", 1, "backslash"), ("\\y", 1, "not known"),
    ("a\nb", 2, "line feed"),
    ("[[:alpha:]]", 2, "do not nest"), ("(?i:a)", 1, "kind of group"), ("\\xZ", 1, "hexadecimal"),
    ("^*", 2, "nothing to repeat"),
    ("((a{100}){100}){100}", 1, "too large"), ("((((a{0}){1000}){1000}){1000}){1000}", 1, "too large"),
    ("", 1, "empty"), ("[a&&b]", 3, "intersected"),
  ])
  func whatIsNotUnderstoodIsSaidPrecisely(pattern: String, character: Int, message: String) {
    #expect {
      try Redaction.redactor([], [pattern])
    } throws: { error in
      let error = error as? RedactionPatternError
      return error?.character == character && error?.message.contains(message) == true
    }
  }

  /// A pattern of the subset that Foundation has too, without `$`, which looks at the line's end there.
  private static func pattern(_ random: inout SeededGenerator, depth: Int = 0) -> String {
    let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\d", "\\b", "^", "→", "[a-c→]", "1", "\\s", "\\S", "$"]
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      var atom = atoms.randomElement(using: &random) ?? "a"
      if depth < 2, Int.random(in: 0..<4, using: &random) == 0 {
        atom = "(?:\(pattern(&random, depth: depth + 1))|\(pattern(&random, depth: depth + 1)))"
      }
      // Foundation leaves a repetition when something empty was repeated.
      let inside = atom.replacing("(?:", with: "")
      let isNullable = atom.hasPrefix("(") && (inside.contains { "*?^$".contains($0) } || inside.contains("\\b"))
      let isAssertion = ["\\b", "^", "$"].contains(atom)
      text +=
        atom
        + (isAssertion || isNullable
          ? "" : ["", "", "", "*", "+", "?", "{2}", "{1,2}", "+?"].randomElement(using: &random) ?? "")
    }
    return text
  }

  /// Replaces every place that any match covers, found by asking for each pair of places whether all between is a match.
  private static func naive(_ text: String, _ pattern: String) throws -> [UInt8] {
    var result: [UInt8] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { result.append(UInt8(ascii: "\n")) }
      let line = String(line)
      var mask = [Bool](repeating: false, count: line.utf8.count)
      let units = Array(line.unicodeScalars)
      for end in 0...units.count {
        // What follows is pinned down by what is behind it.
        let rest = NSRegularExpression.escapedPattern(for: String(String.UnicodeScalarView(units[end...])))
        let expression = try NSRegularExpression(pattern: "(?:\(pattern))(?=\(rest)\\z)")
        for start in 0..<end {
          let prefix = String(String.UnicodeScalarView(units[..<start]))
          let range = NSRange(location: prefix.utf16.count, length: line.utf16.count - prefix.utf16.count)
          let match = expression.firstMatch(
            in: line, options: [.anchored, .withTransparentBounds, .withoutAnchoringBounds], range: range)
          let length = String(String.UnicodeScalarView(units[start..<end])).utf16.count
          guard let match, match.range.length == length else { continue }
          let first = prefix.utf8.count
          for index in first..<(first + String(String.UnicodeScalarView(units[start..<end])).utf8.count) {
            mask[index] = true
          }
        }
      }
      result += Redaction.replace(Array(line.utf8), mask)
    }
    return result
  }

  @Test(arguments: 0..<10)
  func matchesAreThoseOfFoundation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let pattern = Self.pattern(&random)
      let text = String(
        (0..<Int.random(in: 0...10, using: &random)).map { _ in "aabbc1→ \n-".randomElement(using: &random) ?? "a" })
      let redactor = try Redaction.redactor([], [pattern])
      let expected = try Self.naive(text, pattern)
      for size in 1...4 {
        let bytes = Array(text.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        let result = Redaction.stream(pieces, redactor).text
        #expect(
          result == expected,
          "\(pattern) in \(text.debugDescription): \(String(decoding: result, as: UTF8.self)), not \(String(decoding: expected, as: UTF8.self))"
        )
      }
    }
  }

  @Test func hostileContentTakesNoLongerThanOther() throws {
    let redactor = try Redaction.redactor([], ["(a*)*b", "(x+x+)+y", "a.*z|a"])
    let text = Array(String(repeating: "a", count: 300_000).utf8) + Array(String(repeating: "x", count: 300_000).utf8)
    let start = ContinuousClock.now
    let (result, held) = Redaction.stream([text], redactor)
    #expect(start.duration(to: .now) < .seconds(20))
    #expect(held <= 65_540)
    #expect(String(decoding: result, as: UTF8.self) == "[redacted]" + String(repeating: "x", count: 300_000))
  }

  @Test func longLineIsTakenInPieces() throws {
    let redactor = try Redaction.redactor([], ["k=\\w+"])
    let filler = String(repeating: "-", count: 65_530)
    // The first lies before the end of a piece, the second behind it, the third across.
    let text =
      "k=1;" + String(repeating: "-", count: 70_000) + "k=2;" + String(repeating: "-", count: 131_072 - 70_009)
      + "k=3;\n" + filler + "k=4"
    let result = redactor.redact(text)
    #expect(!result.contains("k=1") && !result.contains("k=2") && !result.contains("k=4"))
    for size in [1, 77, 65_536] {
      let bytes = Array(text.utf8)
      let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
      #expect(String(decoding: Redaction.stream(pieces, redactor).text, as: UTF8.self) == result)
    }
  }

  @Test func bytesThatAreNoTextPassUnchanged() throws {
    var random = SeededGenerator(seed: 3)
    let redactor = try Redaction.redactor(["secret"], ["k=\\w+", "é[^a]é"])
    for size in [1, 3, 1000] {
      let bytes = (0..<5000).map { _ in UInt8.random(in: 0x7F...0xFF, using: &random) }
      let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
      #expect(Redaction.stream(pieces, redactor).text == bytes)
    }
  }

  @Test func onlyWhatMayBecomeAMatchIsHeldBack() throws {
    let redactor = try Redaction.redactor([], ["Bearer [a-z]+"])
    #expect(Redaction.stream([Array("nothing here".utf8)], redactor).held == 0)
    #expect(Redaction.stream([Array("a long text, Bear".utf8)], redactor).held == 4)
    #expect(Redaction.stream([Array("a long text, Bearer abc".utf8)], redactor).held == 10)
    #expect(Redaction.stream([Array("a long text, Bearer abc!".utf8)], redactor).held == 0)
  }
}
