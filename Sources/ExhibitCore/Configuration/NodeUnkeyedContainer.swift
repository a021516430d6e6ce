/// The view of an array that `Decodable` types decode their elements from, one after the other.
struct NodeUnkeyedContainer: UnkeyedDecodingContainer {
  /// The decoder of the array.
  private let decoder: NodeDecoder

  /// The elements of the array.
  private let elements: [ConfigurationNode]

  private(set) var currentIndex = 0

  /// Creates a container for an array.
  init(decoder: NodeDecoder, elements: [ConfigurationNode]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }

  var count: Int? { elements.count }

  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try next().node.value == .null else { return false }
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

  /// Returns the decoder of the next element without moving on: a failed attempt can be followed by another.
  private func next() throws -> NodeDecoder {
    guard !isAtEnd else {
      let count = elements.count
      throw decoder.failure("expected more than \(count) element\(count == 1 ? "" : "s")")
    }
    return decoder.child(elements[currentIndex], at: currentIndex)
  }
}
