import ExhibitCore
import Testing

extension JSON5ParserTests {
  @Test(arguments: [
    ("{a: @}", "1:5: unexpected '@'; expected a value"),
    ("{a: }", "1:5: unexpected '}'; expected a value"),
    ("{a:", "1:4: unexpected end of file; expected a value"),
    ("[1,,]", "1:4: unexpected ','; expected a value; remove the comma"),
    ("{per_run: run}", "1:11: unexpected 'run'; text needs quotes"),
    ("{reuse_dir: True}", "1:13: unexpected 'True'; did you mean true?"),
    ("{reuse_dir: fales}", "1:13: unexpected 'fales'; did you mean false?"),
    ("# note\n{}", "1:1: unexpected '#'; expected a value; a comment begins with '//'"),
    ("{\n  # note\n}", "2:3: unexpected '#'; expected a key or '}'; a comment begins with '//'"),
    ("{a = 1}", "1:4: unexpected '='; expected ':' behind the key; a key and its value are separated by ':'"),
    ("{a: 1 b: 2}", "1:7: unexpected 'b'; expected ',' or '}'"),
    ("[1 2]", "1:4: unexpected '2'; expected ',' or ']'"),
    ("{\n a: [1,\n 2\n", "4:1: unexpected end of file; the array of line 2 is not closed; close it with ']'"),
    ("{\n\n", "3:1: unexpected end of file; the object of line 1 is not closed; close it with '}'"),
    (
      "{a: 'text\n}",
      "1:5: string is not closed on its line; close it with ', or end the line with '\\' to continue it on the next"
    ),
    ("{a: \"text", "1:5: string is not closed; close it with \""),
    ("{a: 'x\\8'}", "1:7: escapes with octal digits do not exist; use '\\x' and two hexadecimal digits"),
    ("{a: '\\xg'}", "1:6: '\\x' needs 2 hexadecimal digits"),
    ("{a: '\\uD800'}", "1:6: half of a surrogate pair is not a character"),
    ("{a: '\\", "1:6: unexpected end of file in an escape"),
    ("{a: 010}", "1:5: a number cannot begin with 0 and more digits; remove the 0"),
    ("{a: 0x}", "1:5: '0x' needs hexadecimal digits"),
    ("{a: 1e}", "1:5: an exponent without digits"),
    ("{a: .}", "1:5: a decimal point without a number"),
    ("{a: -}", "1:5: a sign without a number"),
    ("{a: -b}", "1:5: a sign without a number"),
    ("{a: 100MiB}", "1:8: unexpected 'M' in a number"),
    ("{1: 2}", "1:2: unexpected '1'; expected a key; a key like this needs quotes"),
    ("{a\\x: 2}", "1:3: a key without quotes knows only the escape '\\u'; put the key in quotes"),
    ("{a\\u0020: 2}", "1:3: ' ' cannot stand here in a key without quotes; put the key in quotes"),
    ("{a-b: 2}", "1:3: unexpected '-'; expected ':' behind the key"),
    ("{\u{201C}a\u{201D}: 2}", "1:2: unexpected '\u{201C}'; expected a key or '}'; use straight quotes: '\"' or \"'\""),
    ("{} x", "1:4: unexpected 'x' behind the end of the document"),
    ("{} /* x", "1:4: comment is not closed; close it with '*/'"),
    ("{\u{1B}[31m", "1:2: unexpected '\\u{1B}'; expected a key or '}'"),
  ])
  func explainsMistakes(text: String, message: String) {
    #expect(json5Failure(text) == "exhibit.json:\(message)")
  }
}
