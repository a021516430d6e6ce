import Testing

@testable import ExhibitFixtures

@Suite struct FieldDecoderTests {
  private struct Inner: Decodable, Equatable {
    let x: Double
    let y: Float
  }

  private enum Color: String, Decodable { case red, green }

  private struct Everything: Decodable, Equatable {
    let text: String
    let isOn: Bool
    let count: UInt8
    let ratio: Double
    let inner: Inner
    let list: [Inner]
    let names: [String: Int]
    let color: Color
    let gone: Int?
    let missing: Int?
    let any: FieldValue
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ value: FieldValue) throws -> Value {
    try FieldDecoder(value).decode(type)
  }

  @Test func everyKindOfPropertyIsFilled() throws {
    let value = try decode(
      Everything.self,
      [
        "text": "t", "isOn": true, "count": 255, "ratio": 3, "inner": ["x": 1.5, "y": 2],
        "list": [["x": 1, "y": 2.5], ["x": 3, "y": 4]], "names": ["a": 1], "color": "green", "gone": nil,
        "any": ["deep": [1, "two"]],
      ])
    #expect(
      value
        == Everything(
          text: "t", isOn: true, count: 255, ratio: 3, inner: Inner(x: 1.5, y: 2),
          list: [Inner(x: 1, y: 2.5), Inner(x: 3, y: 4)], names: ["a": 1], color: .green, gone: nil, missing: nil,
          any: ["deep": [1, "two"]]))
    #expect(try decode([Int?].self, [1, nil, 3]) == [1, nil, 3])
    #expect(try decode(Int.self, 7.0) == 7)
  }

  @Test(
    arguments: [
      (["id": "seven", "name": "a"], "id: expected Int, found a text"),
      (["id": 7], "there is no field 'name'"),
      (["id": 7, "name": nil], "name: expected String, found null"),
      (["id": 1.5, "name": "a"], "id: expected Int, found a number"),
      (["id": true, "name": "a"], "id: expected Int, found a truth value"),
      (["id": 7, "name": 1], "name: expected String, found a whole number"),
    ] as [(FieldValue, String)])
  func errorsNameTheFieldAndNotItsValue(value: FieldValue, explanation: String) {
    let error = #expect(throws: DecodingError.self) { try decode(User.self, value) }
    #expect(error?.explanation == explanation)
  }

  @Test func numbersThatDoNotFitAreErrors() {
    #expect(throws: DecodingError.self) { try decode(UInt8.self, 256) }
    #expect(throws: DecodingError.self) { try decode(UInt.self, -1) }
    #expect(throws: DecodingError.self) { try decode(Int.self, .number(1e300)) }
    #expect(throws: DecodingError.self) { try decode(Int.self, .number(.nan)) }
    #expect(throws: DecodingError.self) { try decode([Int].self, ["a": 1]) }
    #expect(throws: DecodingError.self) { try decode(User.self, [1]) }
    #expect(throws: DecodingError.self) { try decode((Inner).self, nil) }
  }
}
