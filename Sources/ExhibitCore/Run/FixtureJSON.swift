import ExhibitFixtures
import Foundation

/// Values of details as JSON, for the other processes of a run.
struct FixtureJSON: FixtureCoding {
  // In a list, because not every version of JSON has a number or `null` as a document.

  func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
    Array(try JSONEncoder().encode([value]))
  }

  func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    let values = try JSONDecoder().decode([Value].self, from: Data(bytes))
    guard values.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "a list of one value was expected"))
    }
    return values[0]
  }
}
