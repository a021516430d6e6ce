/// The view of a value that `Decodable` types decode themselves from as a whole.
struct NodeSingleValueContainer: SingleValueDecodingContainer {
  /// The decoder of the value.
  let decoder: NodeDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool {
    decoder.node.value == .null
  }

  // A generic method fulfils the requirements for all the concrete types, too.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try decoder.decode(type)
  }
}
