import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct TextPartTests {
  @Test(arguments: [
    ("", ""), (" ", ""), ("a", "a"), ("\t a b\r\n", "a b"), ("\u{0B}\u{0C}é\n", "é"), ("\u{A0}a", "\u{A0}a"),
  ])
  func trimmed(text: String, result: String) {
    #expect(text.trimmed == result)
  }

  @Test(arguments: [
    ("a.b.c", "a", "b.c"), ("a.", "a", ""), (".a", "", "a"), ("a", "a", nil), ("é.\u{301}", "é", "\u{301}"),
  ])
  func partsAroundTheFirst(text: String, before: String, behind: String?) {
    #expect(text.part(beforeFirst: ".").isIdentical(to: before))
    #expect(text.part(behindFirst: ".") == behind)
  }

  @Test(arguments: [("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\n\nb\r\n", ["a", "", "b\r"])])
  func lines(text: String, lines: [String]) {
    var found: [String] = []
    text.forEachLine { found.append($0) }
    #expect(found == lines)
  }

  @Test(arguments: [
    ("1 a\n2 b", " b", "2 b"), ("1 a\n2 a\n", " a", "1 a"), ("1 ab\n", " a", nil), ("", " a", nil), (" a", " a", " a"),
  ])
  func lineByItsEnd(text: String, end: String, line: String?) {
    #expect(text.line(endingIn: end) == line)
  }
}
