import ExhibitCore
import Foundation
import Testing

@Suite struct JSON5ParserTests {
  @Test(
    arguments: [
      ("null", nil), ("true", true), ("false", false), ("12", 12), ("'text'", "text"), ("[]", []), ("{}", [:]),
    ] as [(String, PlainValue)])
  func readsEveryKindOfValue(text: String, value: PlainValue) throws {
    #expect(try plainJSON5(text) == value)
  }

  @Test func readsNestedContainersInOrder() throws {
    #expect(try plainJSON5("{b: [1, {c: []}], a: {}}") == ["b": [1, ["c": []]], "a": [:]])
  }

  @Test(arguments: ["[1,2,]", "{a:1,}", "[[1,],]", "[1 , ]"])
  func allowsOneTrailingComma(text: String) {
    #expect(json5Failure(text) == nil)
  }

  @Test(arguments: ["[,]", "{,}", "[1,,2]", "[1,,]", "{a:1,,}", "[,1]", "{,a:1}"])
  func rejectsCommasWithoutValue(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: ["[1 2]", "{a:1 b:2}", "[1", "[", "{", "{a", "{a:", "{a:1", "{a 1}", "{a=1}", "[1}", "{a:1]", "]"])
  func rejectsBrokenContainers(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: ["1 2", "{} {}", "null,", "[] ]", "'a' 'b'"])
  func rejectsMoreThanOneValue(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: ["", " \n", "// only a comment", "/* only a comment */", "\u{FEFF}"])
  func rejectsDocumentsWithoutValue(text: String) {
    #expect(json5Failure(text)?.hasSuffix("the file holds no value; an empty configuration is '{}'") == true)
  }

  @Test(arguments: ["True", "NULL", "nul", "truest", "undefined", "run", "nan", "infinity", "\\u006eull", "@", "`a`"])
  func rejectsOtherWords(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: [
    "// before\n1", "1 // behind", "1 //", "/* before */ 1", "1 /* behind */", "/**/1", "/***/1", "/* a * b / c */1",
    "/* one\ntwo */ 1", "//\r1", "//\u{2028}1", "//\u{2029}1", "// ends with \\\n1", "/* // */ 1", "// /*\n1",
  ])
  func ignoresComments(text: String) throws {
    #expect(try plainJSON5(text) == 1)
  }

  @Test func ignoresCommentsBetweenAllTokens() throws {
    let text = "/*1*/{/*2*/a/*3*/:/*4*/[/*5*/1/*6*/,/*7*/2/*8*/]/*9*/,/*10*/}/*11*/"
    #expect(try plainJSON5(text) == ["a": [1, 2]])
  }

  @Test(arguments: ["/* open", "/* open *", "/*/", "/", "1 /", "/ / 1", "# 1\n1", "/* /* */ */ 1"])
  func rejectsBrokenComments(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: [
    "\t", "\n", "\u{B}", "\u{C}", "\r", " ", "\u{A0}", "\u{1680}", "\u{2000}", "\u{200A}", "\u{2028}", "\u{2029}",
    "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}",
  ])
  func ignoresWhiteSpace(space: String) throws {
    #expect(try plainJSON5("\(space)[\(space)1\(space),\(space)2\(space)]\(space)") == [1, 2])
  }

  @Test(arguments: ["\u{0}", "\u{8}", "\u{1B}", "\u{85}", "\u{180E}", "\u{200B}", "\u{2060}"])
  func rejectsWhatOnlyLooksLikeWhiteSpace(space: String) {
    #expect(json5Failure("[\(space)1]") != nil)
  }

  @Test func skipsByteOrderMark() throws {
    #expect(try plainJSON5("\u{FEFF}[1]") == [1])
  }

  @Test func allowsContainersUpToTheDepthLimit() throws {
    let depth = JSON5Parser.depthLimit
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(json5Failure(text) == nil)
  }

  @Test(arguments: ["[", "{a:", "[{a:"])
  func rejectsContainersBeyondTheDepthLimit(opening: String) throws {
    let failure = json5Failure(String(repeating: opening, count: 100_000))
    #expect(failure?.contains("more than 512 arrays and objects inside each other") == true)
  }

  @Test func readsLargeContainersInReasonableTime() throws {
    let elements = String(repeating: "1,", count: 20_000)
    let members = (0..<5_000).map { "k\($0): {}," }.joined()
    let root = try parseJSON5("[[\(elements)], {\(members)}]")
    #expect(root.elements.first?.elements.count == 20_000)
    #expect(root.elements.last?.members.count == 5_000)
  }

  @Test func needsLittleStackForTheDeepestDocument() async {
    let text = String(repeating: "{a:[", count: 256) + String(repeating: "]}", count: 256)
    let failure = await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: json5Failure(text)) }
      thread.stackSize = 512 << 10
      thread.start()
    }
    #expect(failure == nil)
  }

  @Test func readsAnExampleWithEverything() throws {
    let text = """
      // comments
      {
        unquoted: 'and you can quote me on that', singleQuotes: 'I can use "double quotes" here',
        lineBreaks: "Look, Mom! \\
      No \\\\n's!",
        hexadecimal: 0xdecaf, leadingDecimalPoint: .8675309, andTrailing: 8675309.,
        positiveSign: +1, trailingComma: 'in objects', andIn: ['arrays',],
        /* "and */ "backwardsCompatible": "with JSON",
      }
      """
    #expect(
      try plainJSON5(text) == [
        "unquoted": "and you can quote me on that", "singleQuotes": "I can use \"double quotes\" here",
        "lineBreaks": "Look, Mom! No \\n's!", "hexadecimal": 0xdecaf, "leadingDecimalPoint": 0.8675309,
        "andTrailing": .double(8_675_309), "positiveSign": 1, "trailingComma": "in objects", "andIn": ["arrays"],
        "backwardsCompatible": "with JSON",
      ]
    )
  }
}
