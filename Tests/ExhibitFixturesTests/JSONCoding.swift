import ExhibitFixtures
import Foundation

/// Values as JSON, as a run has them.
struct JSONCoding: FixtureCoding {
  func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] { Array(try JSONEncoder().encode([value])) }

  func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode([Value].self, from: Data(bytes))[0]
  }
}
