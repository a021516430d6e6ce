import ExhibitCore
import Testing

extension JSON5ParserTests {
  @Test(arguments: [
    ("a", "a"), ("artifact_dir", "artifact_dir"), ("$", "$"), ("_", "_"), ("$_$hello123world_$", "$_$hello123world_$"),
    ("A1", "A1"), ("ùńîċõďë", "ùńîċõďë"), ("日本", "日本"), ("ⅷ", "ⅷ"), ("ªᵃ", "ªᵃ"), ("a\u{200C}b", "a\u{200C}b"),
    ("a\u{200D}b", "a\u{200D}b"), ("a\u{0301}", "a\u{0301}"), ("a٣", "a٣"), ("a‿b", "a‿b"), (#"sig\u03A3ma"#, "sigΣma"),
    (#"\u0061b"#, "ab"), (#"a\u0031"#, "a1"), (#"\u0024"#, "$"), ("null", "null"), ("true", "true"),
    ("Infinity", "Infinity"),
    ("NaN", "NaN"), ("class", "class"), ("__proto__", "__proto__"), ("𝒳", "𝒳"), ("'a b'", "a b"), (#""""#, ""),
    ("'1'", "1"),
    (#""\n""#, "\n"), (#"'\u0061'"#, "a"),
  ])
  func readsKeys(text: String, key: String) throws {
    #expect(try parseJSON5("{\(text):1}").members.map(\.key) == [key])
    #expect(try parseJSON5("{ \(text) : 1 }").members.map(\.key) == [key])
  }

  @Test(arguments: [
    "1", "1a", "-a", "a-b", "a.b", "a b", "@", "a!", "[]", "{}", "", "'a", #"\u0031a"#, #"a\u0020b"#, #"a\x41"#,
    #"a\n"#, #"\u"#, #"\u00"#,
    #"\uD835\uDCB3"#, "\u{200C}a", "\u{0301}a", "٣a", "‿a", "😀", "#a", "+", "a\u{2060}b",
  ])
  func rejectsBrokenKeys(text: String) {
    #expect(json5Failure("{\(text):1}") != nil)
  }

  @Test(arguments: [
    "{a:1,a:2}", "{a:1,'a':2}", #"{a:1,"\u0061":2}"#, #"{a:1,\u0061:2}"#, "{é:1,'e\u{301}':2}", "{a:1,b:2,a:1}",
  ])
  func rejectsDuplicateKeys(text: String) {
    #expect(json5Failure(text)?.contains("duplicate key") == true)
  }

  @Test func namesBothLinesOfADuplicateKey() {
    let text = "{\n  plugins: {\n    log: {},\n    output: {},\n    log: {},\n  },\n}"
    #expect(
      json5Failure(text) == "exhibit.json:5:5: plugins.log: duplicate key on lines 3 and 5; remove one of them")
  }

  @Test func namesTheLineOfADuplicateKeyOnOneLine() {
    #expect(json5Failure("{a: 1, a: 2}") == "exhibit.json:1:8: a: duplicate key twice on line 1; remove one of them")
  }

  @Test func allowsTheSameKeyInDifferentObjects() {
    #expect(json5Failure("{a: {a: 1}, b: [{a: 1}, {a: 1}]}") == nil)
  }
}
