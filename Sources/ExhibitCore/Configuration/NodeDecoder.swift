import Foundation

/// The decoder that `Decodable` types see: one node of the tree and the way to it.
struct NodeDecoder: Decoder {
  /// What all decoders of one call share.
  let state: DecodingState

  /// The value to decode.
  let node: ConfigurationNode

  /// The way to the value, as the file spells it.
  let path: ConfigurationKeyPath

  /// The way to the value, as the types spell it.
  var codingPath: [any CodingKey] = []

  var userInfo: [CodingUserInfoKey: Any] { state.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = node.value else { throw mismatch(expected: "an object") }
    state.noteObject(members, at: path)
    return KeyedDecodingContainer(NodeKeyedContainer<Key>(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = node.value else { throw mismatch(expected: "an array") }
    return NodeUnkeyedContainer(decoder: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    NodeSingleValueContainer(decoder: self)
  }

  /// Decodes the node as a type.
  ///
  /// - Throws: Only errors of type ``ConfigurationDiagnostic``, whatever the type's initialiser throws.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let scalar = type as? any NodeScalar.Type, let value = try scalar.read(from: self) as? Value { return value }
    if type == URL.self, let url = try url() as? Value { return url }
    do {
      return try Value(from: self)
    } catch let diagnostic as ConfigurationDiagnostic {
      throw diagnostic
    } catch {
      throw diagnostic(for: error, decoding: type)
    }
  }

  /// Returns the default of a key that the root of what is decoded leaves out.
  func defaultValue<Value>(of type: Value.Type, forKey key: some CodingKey) -> Value? {
    path == state.rootPath ? state.defaults[key.stringValue] as? Value : nil
  }

  /// Returns the URL that the node is, or nil for an object.
  ///
  /// By itself a URL decodes an object of a base and a relative part; people write a string.
  private func url() throws -> URL? {
    switch node.value {
    case .object: return nil
    case .string(let text):
      if let url = URL(string: text) { return url }
    default: break
    }
    throw mismatch(expected: "a URL")
  }

  /// Returns the decoder of a member's value.
  func child(_ member: ConfigurationNode.Member, for key: any CodingKey) -> NodeDecoder {
    NodeDecoder(
      state: state,
      node: member.node,
      path: path.appending(key: member.key),
      codingPath: codingPath + [key]
    )
  }

  /// Returns the decoder of an array's element.
  func child(_ element: ConfigurationNode, at index: Int) -> NodeDecoder {
    NodeDecoder(
      state: state,
      node: element,
      path: path.appending(index: index),
      codingPath: codingPath + [NodeCodingKey(index: index)]
    )
  }
}
