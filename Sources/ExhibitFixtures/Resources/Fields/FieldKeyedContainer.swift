/// The fields of an object, as `Decodable` types read their properties.
struct FieldKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let fields: ResourceFields
  let codingPath: [any CodingKey]

  var allKeys: [Key] { fields.keys.sorted().compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try decoder(forKey: key).value == .null }

  // A generic method fulfils the requirements for all the concrete types, too.
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder(forKey: key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    let key = FieldKey(stringValue: "super")
    return FieldDecoder(fields[key.stringValue] ?? .null, at: codingPath + [key])
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    FieldDecoder(fields[key.stringValue] ?? .null, at: codingPath + [key])
  }

  private func decoder(forKey key: Key) throws -> FieldDecoder {
    guard let value = fields[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key,
        DecodingError.Context(codingPath: codingPath, debugDescription: "there is no field '\(key.stringValue)'"))
    }
    return FieldDecoder(value, at: codingPath + [key])
  }
}
