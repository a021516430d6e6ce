import Testing

@testable import ExhibitCommand

@Suite struct ValueFormatTests {
  @Test func integerReadsNegativeNumbers() {
    #expect(ValueFormat.integer("N").read("-7") == -7)
  }

  @Test(arguments: ["", " 1", "1.5", "0x10", "one", "9223372036854775808"])
  func integerRefuses(text: String) {
    #expect(ValueFormat.integer("N").read(text) == nil)
  }

  @Test func integerTakesItsBounds() {
    let format = ValueFormat.integer("N", from: 1, to: 3)
    #expect((0...4).map { format.read("\($0)") } == [nil, 1, 2, 3, nil])
  }

  @Test func boundsInTheWrongOrderRefuseEverything() {
    #expect(ValueFormat.integer("N", from: 3, to: 1).read("2") == nil)
  }

  @Test func expectationNamesTheBounds() {
    #expect(ValueFormat.integer("N").shape.expectation == "a whole number")
    #expect(ValueFormat.integer("N", from: 1).shape.expectation == "a whole number of at least 1")
    #expect(ValueFormat.integer("N", to: 9).shape.expectation == "a whole number of at most 9")
    #expect(ValueFormat.number("S", from: 0, to: 0.5).shape.expectation == "a number from 0 to 0.5")
  }

  @Test(arguments: [("1", 1.0), ("-2.5", -2.5), ("1e3", 1000)])
  func numberReads(text: String, number: Double) {
    #expect(ValueFormat.number("S").read(text) == number)
  }

  @Test(arguments: ["nan", "inf", "-inf", "1e999", "", "1,5"])
  func numberRefuses(text: String) {
    #expect(ValueFormat.number("S").read(text) == nil)
  }

  @Test(arguments: [(300.0, "300"), (0.5, "0.5"), (1e300, "1e+300")])
  func numberIsShownWithoutANeedlessFraction(number: Double, text: String) {
    #expect(ValueFormat.number("S").show(number) == text)
  }

  @Test func textMayBeEmpty() {
    #expect(ValueFormat.text("T").read("") == "")
  }

  @Test func pathMayNotBeEmpty() {
    #expect(ValueFormat.path("DIR").read("") == nil)
  }

  @Test func choiceReadsRawValues() {
    let format: ValueFormat<SampleFormat> = .choice("F")
    #expect(format.read("html") == .html)
    #expect(format.read("HTML") == nil)
  }

  @Test func choiceIsCompletedByItsCases() {
    let format: ValueFormat<SampleFormat> = .choice("F")
    #expect(format.shape.completion == .choice(["junit", "html", "ctrf"]))
  }

  @Test func listReadsElements() {
    let format = ValueFormat.list(of: .integer("N"))
    #expect(format.read("1,-2,3") == [1, -2, 3])
  }

  @Test(arguments: ["", ",", "1,", ",1", "1,,2", "1,x"])
  func listRefusesWhatIsNoElement(text: String) {
    #expect(ValueFormat.list(of: .integer("N")).read(text) == nil)
  }

  @Test func listIsShownAsItIsWritten() {
    #expect(ValueFormat.list(of: .integer("N")).show([1, 2]) == "1,2")
  }

  @Test func nearestElementOfAListIsFound() {
    let format: ValueFormat<[SampleFormat]> = .list(of: .choice("F"))
    #expect(format.shape.nearest(to: "junit,htlm") == "html")
  }
}
