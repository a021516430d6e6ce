import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct PathComponentTests {
  @Test(arguments: [
    "a", "testRename", "Test_1", "rename()", "with(a,b)", "a.b", "a-b+c=d", "[1]", "two words", "Größe", "日本語",
    "проверка", "عربي", "한글", String(repeating: "x", count: 120), "console", "com10", "COMA", "nulls", "auxiliary",
  ])
  func ordinaryNamesAreUnchanged(name: String) {
    #expect(PathComponent.ordinary(name) == name)
  }

  @Test(arguments: [
    "", ".", "..", ".a", "a.", " a", "a ", "a/b", "a\\b", "a:b", "a\0", "a\n", "CON", "con.txt", "nul .a", "Com1",
    "LPT9",
    "e\u{301}", "\u{212B}", "a@b", "a\u{200B}", "a\u{3164}", "🎉", "²", String(repeating: "x", count: 121),
    String(repeating: "日", count: 41), "a\"b", "a<b", "a|b", "a*b", "a?b", "`a`",
  ])
  func othersAreNotOrdinary(name: String) {
    #expect(PathComponent.ordinary(name) == nil)
  }

  @Test func aDistinctNameSaysWhatItCan() {
    #expect(PathComponent.distinct("a < b", hashing: "a < b").hasPrefix("a___b@"))
    #expect(PathComponent.distinct("", hashing: "").hasPrefix("_@"))
    #expect(PathComponent.distinct("e\u{301}", hashing: "x").hasPrefix("é@"))
  }

  @Test func theHashIsThatOfTheBytes() {
    // `printf %s abc | sha256sum`
    #expect(PathComponent.distinct("abc", hashing: "abc") == "abc@ba7816bf8f01cfea")
    #expect(PathComponent.distinct("é", hashing: "é") != PathComponent.distinct("é", hashing: "e\u{301}"))
  }

  @Test func distinctNamesAreSafe() {
    for text in HostileText.cases {
      let name = PathComponent.distinct(text, hashing: text)
      #expect(FoldedPath.objection(to: name) == nil, "\(text.debugDescription)")
      #expect(name.utf8.count <= 77)
      #expect(PathComponent.ordinary(name) == nil)
    }
  }

  @Test func foldingIsAtLeastAsCoarseAsUnicodes() {
    let names = HostileText.cases.compactMap(PathComponent.ordinary)
    for name in names {
      for other in names where FoldedPath.of(name) == FoldedPath.of(other) {
        #expect(PathComponent.folded(name) == PathComponent.folded(other), "\(name) \(other)")
      }
    }
  }

  @Test(arguments: [("ß", "SS"), ("σ", "ς"), ("é", "e\u{301}"), ("ﬁ", "FI"), ("ª", "a"), ("Ａ", "a"), ("ı", "I")])
  func foldsWhatSomeFileSystemEquates(name: String, other: String) {
    #expect(PathComponent.folded(name) == PathComponent.folded(other))
  }
}
