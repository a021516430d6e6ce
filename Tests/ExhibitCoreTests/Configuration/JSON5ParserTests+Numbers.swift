import ExhibitCore
import Testing

extension JSON5ParserTests {
  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("+0", 0), ("1234567890", 1_234_567_890), ("0x0", 0),
      ("0xC0ffee", 0xC0FFEE),
      ("0Xff", 255), ("-0x10", -16), ("+0x10", 16), ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("0x7fffffffffffffff", .max), ("-0x8000000000000000", .min),
    ] as [(String, Int64)])
  func readsIntegers(text: String, value: Int64) throws {
    #expect(try plainJSON5(text) == .integer(value))
  }

  @Test(
    arguments: [
      ("1.5", 1.5), ("-1.5", -1.5), ("+1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("5.", 5), ("0.", 0), ("0.0", 0),
      ("1e3", 1000),
      ("1E3", 1000), ("1e+3", 1000), ("1e-3", 0.001), ("5.e1", 50), (".5e1", 5), ("0e0", 0), ("1.25e-2", 0.0125),
      ("0e999", 0),
      ("1e999", .infinity), ("-1e999", -.infinity), ("1e-999", 0), ("1e99999999999999999999", .infinity),
      ("2.2250738585072014e-308", .leastNormalMagnitude), ("5e-324", .leastNonzeroMagnitude),
      ("1.7976931348623157e308", .greatestFiniteMagnitude), ("0.1", 0.1), ("0.30000000000000004", 0.30000000000000004),
      ("Infinity", .infinity), ("+Infinity", .infinity), ("-Infinity", -.infinity),
    ] as [(String, Double)])
  func readsDoubles(text: String, value: Double) throws {
    #expect(try plainJSON5(text) == .double(value))
  }

  @Test(
    arguments: [
      ("9223372036854775808", 0x1p63), ("-9223372036854775809", -0x1p63), ("18446744073709551616", 0x1p64),
      ("0x8000000000000000", 0x1p63), ("0xffffffffffffffffff", 0x1p72), ("-0x10000000000000000", -0x1p64),
    ] as [(String, Double)])
  func readsIntegersBeyond64BitsAsDoubles(text: String, value: Double) throws {
    #expect(try plainJSON5(text) == .double(value))
  }

  @Test(arguments: ["NaN", "+NaN", "-NaN"])
  func readsNotANumber(text: String) throws {
    guard case .double(let value) = try parseJSON5(text).value else {
      Issue.record("not a double")
      return
    }
    #expect(value.isNaN)
  }

  @Test func keepsTheSignOfZero() throws {
    #expect(try parseJSON5("-0").value == .double(-0.0))
    #expect(try parseJSON5("-0").summary == "-0.0")
  }

  @Test(arguments: [
    "00", "01", "-01", "08", "010", "0x", "0xg", "0x1g", "0x1.8", "1x", "1a", "1.5.5", "..5", ".", "-", "+", "+-1",
    "--1", "- 1",
    "+ 1", "1e", "1e+", "1e-", "1e1.5", "1ex", ".e1", "-.", "1_000", "1n", "0b1", "0o7", "Infinit", "-Inf", "-null",
    "+true", "$1",
    "1\\u0061", "1é", "Infinity1", "NaN.",
  ])
  func rejectsBrokenNumbers(text: String) {
    #expect(json5Failure(text) != nil)
  }

  @Test func readsVeryLongNumbers() throws {
    let digits = String(repeating: "9", count: 100_000)
    #expect(try plainJSON5("[\(digits), 0.\(digits), 0x\(digits)]") == [.double(.infinity), 1.0, .double(.infinity)])
  }
}
