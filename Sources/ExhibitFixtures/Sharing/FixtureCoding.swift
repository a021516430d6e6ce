/// Turns values into bytes for other processes, and back.
package protocol FixtureCoding: Sendable {
  func encode<Value: Encodable>(_ value: Value) throws -> [UInt8]
  func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value
}
