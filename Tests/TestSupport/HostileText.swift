/// Strings that names, descriptions and texts must be able to hold, whoever chose them.
public enum HostileText: Sendable {
  /// Single cases, each of which has broken some program.
  public static let cases: [String] =
    separators + controls + devices + lookAlikes + invisible + imitations + [
      String(repeating: "x", count: 300), String(repeating: "X", count: 300), String(repeating: "x", count: 301),
      String(repeating: "y", count: 10_000), String(repeating: "日", count: 100),
      String(repeating: "\u{301}", count: 200),
      "👨‍👩‍👧‍👦", "🇩🇪", "test", "Test", "TEST", "日本語", "testÜmlaut", "testÜMLAUT",
    ]

  static let separators = [
    "", ".", "..", "...", "/", "//", "\\", "a/b", "a\\b", "../../etc/passwd", "/etc/passwd", "..\u{301}", "/\u{301}",
    "../\u{301}", "~", "-", "--", "$(x)", "%2e%2e", "a:b", "a|b", "a?b", "a*b", "<a>", "\"a\"", "a.", "a..", "a ", " a",
    ".a", "a .", " ", "`raw id / with . sep`", "`a/b`.c", "`", "``",
  ]

  static let controls = [
    "\0", "a\0b", "\n", "a\nb", "\r\n", "\t", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{1}\u{2}",
  ]

  static let devices = [
    "CON", "con", "Con.txt", "aux", "AUX.tar.gz", "nul", "NUL .txt", "prn", "COM1", "com1.log", "lpt9", "COM¹",
    "CONIN$",
  ]

  /// Those of a line look the same to some file system, or to a reader.
  static let lookAlikes = [
    "é", "e\u{301}", "É", "E\u{301}", "\u{C5}", "\u{212B}", "A\u{30A}", "å", "ß", "SS", "ss", "ẞ", "sS",
    "i", "I", "İ", "ı", "i\u{307}", "ﬁ", "fi", "FI", "ſ", "s", "S", "K", "k", "\u{212A}", "ŉ", "ʼn",
    "σ", "ς", "Σ", "ǆ", "ǅ", "Ǆ", "ａ", "Ａ", "ª", "²", "2", "①", "ｶ", "カ", "ᾳ", "ΑΙ", "αι", "Ꭰ", "ꭰ",
    "가", "\u{1100}\u{1161}", "q\u{307}\u{323}", "q\u{323}\u{307}", "𐐀", "𐐨", "क़", "क\u{93C}",
  ]

  static let invisible = [
    "a", "a\u{200D}", "a\u{200B}b", "ab", "\u{202E}abc", "abc", "\u{FEFF}abc", "a\u{3164}", "a\u{115F}", "a\u{FFA0}",
    "a\u{AD}b", "a\u{FE0F}", "a\u{E0041}", "\u{E000}", "\u{FFFF}",
  ]

  static let imitations = [
    "test@attempt2", "test@attempt3", "test@0123456789abcdef", "test@2", "test_", "test-2", "test.txt", "test-2.txt",
    "@", "a@", "@attempt2", "test[1]", "[1]", "test 1", "File.swift:1:2",
  ]

  /// A string made of one or more of the cases.
  public static func random(using generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      text += cases.randomElement(using: &generator) ?? ""
      text += ["", "", ".", "/", " ", "@"].randomElement(using: &generator) ?? ""
    }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return text.uppercased()
    case 1: return text.lowercased()
    default: return text
    }
  }
}
