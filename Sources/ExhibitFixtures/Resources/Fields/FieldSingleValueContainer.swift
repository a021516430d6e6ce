/// A value as a whole, as `Decodable` types read it.
struct FieldSingleValueContainer: SingleValueDecodingContainer {
  let decoder: FieldDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value == .null }

  // A generic method fulfils the requirements for all the concrete types, too.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
}
