/// The values of an array, as `Decodable` types read their elements.
struct FieldUnkeyedContainer: UnkeyedDecodingContainer {
  let elements: [FieldValue]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(elements: [FieldValue], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }

  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try next().value == .null else { return false }
    currentIndex += 1
    return true
  }

  // A generic method fulfils the requirements for all the concrete types, too.
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try next().decode(type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let container = try next().container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try next().unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try next()
    currentIndex += 1
    return decoder
  }

  /// The decoder of the next element, without moving on: a failed attempt can be followed by another.
  private func next() throws -> FieldDecoder {
    let path = codingPath + [FieldKey(intValue: currentIndex)]
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        FieldValue.self,
        DecodingError.Context(codingPath: path, debugDescription: "there are only \(elements.count) elements"))
    }
    return FieldDecoder(elements[currentIndex], at: path)
  }
}
