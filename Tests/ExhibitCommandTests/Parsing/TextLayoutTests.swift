import Testing

@testable import ExhibitCommand

@Suite struct TextLayoutTests {
  @Test func linesAreFilledToTheWidth() {
    let words = Array(repeating: "1234567", count: 20)
    #expect(TextLayout.lines(of: words).map(\.count) == [79, 79])
  }

  @Test func lineOfExactlyTheWidthIsNotBroken() {
    #expect(TextLayout.lines(of: [String(repeating: "a", count: 40), String(repeating: "b", count: 39)]).count == 1)
  }

  @Test func lineAboveTheWidthIsBroken() {
    #expect(TextLayout.lines(of: [String(repeating: "a", count: 40), String(repeating: "b", count: 40)]).count == 2)
  }

  @Test func wordTooWideStaysWhole() {
    let word = String(repeating: "a", count: 100)
    #expect(TextLayout.lines(of: ["a", word, "b"], after: "  x") == ["  x a", "    " + word, "    b"])
  }

  @Test func noWordsLeaveTheLead() {
    #expect(TextLayout.lines(of: [], after: "Usage: x") == ["Usage: x"])
  }

  @Test func paragraphsStayApart() {
    #expect(TextLayout.paragraphs("a\nb\n\nc") == "a b\n\nc")
  }

  @Test func indentedLinesStayAsTheyAre() {
    #expect(TextLayout.paragraphs("a\n  b  c\n  d\ne") == "a\n  b  c\n  d\ne")
  }

  @Test func columnsAreAligned() {
    #expect(TextLayout.table("T", [("a", "one"), ("abc", "two")]) == "T:\n  a    one\n  abc  two")
  }

  @Test func wideLabelGetsItsOwnLine() {
    let label = String(repeating: "x", count: 30)
    #expect(TextLayout.table("T", [("a", "one"), (label, "two")]) == "T:\n  a  one\n  \(label)\n     two")
  }
}
