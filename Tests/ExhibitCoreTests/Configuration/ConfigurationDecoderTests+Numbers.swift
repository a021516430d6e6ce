import ExhibitCore
import Testing

extension ConfigurationDecoderTests {
  /// Checks that a type holds its bounds and nothing outside of them.
  private func checkBounds<Number: FixedWidthInteger & Decodable>(of type: Number.Type) throws {
    #expect(try decode(type, "\(Number.min)") == Number.min)
    #expect(try decode(type, "\(Int64(clamping: Number.max))") == Number(Int64(clamping: Number.max)))
    let range = "from \(Number.min) to \(Number.max)"
    #expect(failure(type, "1e30") == "exhibit.json:1:1: expected an integer \(range), found 1e+30")
    #expect(failure(type, "-1e30") == "exhibit.json:1:1: expected an integer \(range), found -1e+30")
    #expect(failure(type, "1.5") == "exhibit.json:1:1: expected an integer, found 1.5")
    #expect(failure(type, "Infinity") == "exhibit.json:1:1: expected an integer, found inf")
    #expect(failure(type, "NaN") == "exhibit.json:1:1: expected an integer, found nan")
  }

  @Test func decodesIntegersOfEveryWidth() throws {
    try checkBounds(of: Int8.self)
    try checkBounds(of: Int16.self)
    try checkBounds(of: Int32.self)
    try checkBounds(of: Int64.self)
    try checkBounds(of: Int.self)
    try checkBounds(of: UInt8.self)
    try checkBounds(of: UInt16.self)
    try checkBounds(of: UInt32.self)
    try checkBounds(of: UInt64.self)
    try checkBounds(of: UInt.self)
  }

  @available(macOS 15.0, iOS 18.0, tvOS 18.0, watchOS 11.0, visionOS 2.0, *)
  @Test func decodes128BitIntegers() throws {
    #expect(try decode(Int128.self, "-5") == -5)
    #expect(try decode([UInt128].self, "[5]") == [5])
  }

  @Test(arguments: [("256", "256"), ("-1", "-1"), ("0x100", "256")])
  func rejectsIntegersOutsideOfTheirType(text: String, found: String) {
    #expect(failure(UInt8.self, text) == "exhibit.json:1:1: expected an integer from 0 to 255, found \(found)")
  }

  @Test func rejectsIntegersThatADoubleCannotTellApart() {
    #expect(failure(UInt64.self, "9223372036854775809")?.contains("expected an integer from 0 to") == true)
  }

  @Test(arguments: [("2.0", 2), ("1e3", 1000), ("-0", 0), ("-2.", -2), ("9007199254740992.0", 1 << 53)])
  func decodesWholeNumbersWithFraction(text: String, value: Int) throws {
    #expect(try decode(Int.self, text) == value)
  }

  @Test(arguments: [("1", 1.0), ("-1.5", -1.5), ("Infinity", .infinity), ("9223372036854775807", 0x1p63)])
  func decodesDoubles(text: String, value: Double) throws {
    #expect(try decode(Double.self, text) == value)
  }

  @Test func decodesFloats() throws {
    #expect(try decode(Float.self, "1.5") == 1.5)
    #expect(try decode(Float.self, "-Infinity") == -.infinity)
    #expect(try decode(Float.self, "NaN").isNaN)
    #expect(
      failure(Float.self, "1e39")
        == "exhibit.json:1:1: expected a number of magnitude up to 3.4028235e+38, found 1e+39")
  }

  @Test(arguments: [
    ("true", "expected an integer, found true"), ("null", "expected an integer, found null"),
    ("'2'", "expected an integer, found the string '2'; remove the quotes"),
    ("'two'", "expected an integer, found the string 'two'"), ("[]", "expected an integer, found an array"),
    ("{}", "expected an integer, found an object"),
  ])
  func explainsWhatIsNoInteger(text: String, message: String) {
    #expect(failure(Int.self, text) == "exhibit.json:1:1: \(message)")
  }

  @Test(arguments: [
    ("'1.5'", "expected a number, found the string '1.5'; remove the quotes"),
    ("false", "expected a number, found false"),
  ])
  func explainsWhatIsNoNumber(text: String, message: String) {
    #expect(failure(Double.self, text) == "exhibit.json:1:1: \(message)")
  }

  @Test(arguments: [
    ("1", "expected true or false, found 1"),
    ("'true'", "expected true or false, found the string 'true'; remove the quotes"),
  ])
  func explainsWhatIsNoTruthValue(text: String, message: String) {
    #expect(failure(Bool.self, text) == "exhibit.json:1:1: \(message)")
  }

  @Test(arguments: [
    ("1", "expected a string, found 1; put it in quotes"), ("true", "expected a string, found true; put it in quotes"),
    ("null", "expected a string, found null"),
  ])
  func explainsWhatIsNoString(text: String, message: String) {
    #expect(failure(String.self, text) == "exhibit.json:1:1: \(message)")
  }
}
