import ExhibitCore
import Testing

extension JSON5ParserTests {
  @Test(arguments: [
    (#""a""#, "a"), ("'a'", "a"), (#"'"'"#, "\""), (#""'""#, "'"), ("''", ""), (#""""#, ""), ("'é日👩‍👩‍👧'", "é日👩‍👩‍👧"),
    (#"'\''"#, "'"), (#""\"""#, "\""), ("'\t'", "\t"), ("'\u{2028}'", "\u{2028}"), ("'\u{2029}'", "\u{2029}"),
    ("'// /* */'", "// /* */"), ("'\u{FEFF}'", "\u{FEFF}"), ("'\u{0}'", "\0"),
  ])
  func readsStrings(text: String, value: String) throws {
    #expect(try plainJSON5(text) == .string(value))
  }

  @Test(arguments: [
    (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"), (#"\n"#, "\n"), (#"\r"#, "\r"), (#"\t"#, "\t"), (#"\v"#, "\u{B}"),
    (#"\0"#, "\0"), (#"\0a"#, "\0a"), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\a"#, "a"), (#"\'\""#, "'\""),
    (#"\A\C\/\D\C"#, "AC/DC"),
    (#"\x41"#, "A"), (#"\xfF"#, "ÿ"), (#"\x00"#, "\0"), (#"\u0041"#, "A"), (#"\u00e9"#, "é"), (#"\uFFFF"#, "\u{FFFF}"),
    (#"\uD83D\uDE00"#, "😀"), (#"\uD800\uDC00"#, "\u{10000}"), (#"\uDBFF\uDFFF"#, "\u{10FFFF}"), (#"\é"#, "é"),
    (#"\😀"#, "😀"),
  ])
  func readsEscapes(escape: String, value: String) throws {
    #expect(try plainJSON5("'\(escape)'") == .string(value))
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{2028}", "\u{2029}"])
  func continuesLines(lineEnd: String) throws {
    #expect(try plainJSON5("'a\\\(lineEnd)b'") == "ab")
  }

  @Test func endsALineContinuationAfterOneLine() {
    #expect(json5Failure("'a\\\n\nb'") != nil)
  }

  @Test(arguments: ["'a", "\"a", "'a\"", "'a\nb'", "'a\rb'", "'", #"'\'"#, #"'\"#, "'a\\", "'a\\\n"])
  func rejectsUnclosedStrings(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test(arguments: [
    #"\1"#, #"\7"#, #"\9"#, #"\00"#, #"\01"#, #"\09"#, #"\x"#, #"\x4"#, #"\x4g"#, #"\xg4"#, #"\u"#, #"\u004"#,
    #"\u004g"#,
    #"\u{41}"#, #"\uD800"#, #"\uDC00"#, #"\uD800\uD800"#, #"\uD800x"#, #"\uD800\n"#, #"\uDC00\uD800"#, #"\uD800\u0041"#,
  ])
  func rejectsBrokenEscapes(escape: String) {
    #expect(json5Failure("'\(escape)'") != nil)
  }

  @Test(
    arguments: [
      [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xFF, 0x22], [0x22, 0x22, 0xE2, 0x82], [0xFE, 0xFF],
      [0x31, 0x0A, 0xFE],
    ] as [[UInt8]])
  func rejectsInvalidUTF8(bytes: [UInt8]) {
    #expect(json5Failure(bytes: bytes)?.contains("the file is not valid UTF-8 here") == true)
  }

  @Test func tellsWhereUTF8IsInvalid() {
    let bytes = Array("{\r\n  name: 'é".utf8) + [0xC3, 0x28] + Array("'}".utf8)
    #expect(json5Failure(bytes: bytes) == "exhibit.json:2:11: the file is not valid UTF-8 here; save it as UTF-8")
  }
}
