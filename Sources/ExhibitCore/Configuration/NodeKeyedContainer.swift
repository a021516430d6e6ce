import ExhibitSupport

/// The view of an object that `Decodable` types decode their properties from.
struct NodeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  /// The decoder of the object.
  private let decoder: NodeDecoder

  /// The members of the object in the order of the file.
  private let members: [ConfigurationNode.Member]

  /// The index of each key in `members`: a large dictionary would otherwise take quadratic time.
  private let indices: [String: Int]

  /// Creates a container for an object.
  init(decoder: NodeDecoder, members: [ConfigurationNode.Member]) {
    self.decoder = decoder
    self.members = members
    indices = Dictionary(members.indices.map { (members[$0].key, $0) }) { first, _ in first }
  }

  var codingPath: [any CodingKey] { decoder.codingPath }

  /// The keys of the object which the key type knows; asking for them marks them as used.
  var allKeys: [Key] {
    members.compactMap { member in
      let candidates = [member.key] + SnakeCase.camelCandidates(for: member.key)
      for candidate in candidates {
        guard let key = Key(stringValue: candidate) else { continue }
        decoder.state.noteUse(of: spellings(of: key), at: decoder.path)
        return key
      }
      return nil
    }
  }

  func contains(_ key: Key) -> Bool {
    find(key).first != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    try child(key).node.value == .null
  }

  // A generic method fulfils the requirements for all the concrete types, too.
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    if !contains(key), let value = decoder.defaultValue(of: type, forKey: key) { return value }
    return try child(key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    superDecoder(spelled: NodeCodingKey.superclass.stringValue, for: NodeCodingKey.superclass)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    guard contains(key) else { return superDecoder(spelled: key.stringValue, for: key) }
    return try child(key)
  }

  /// Returns the decoder of a superclass; without its key it finds null, as with Foundation's decoders.
  private func superDecoder(spelled name: String, for key: any CodingKey) -> NodeDecoder {
    decoder.state.noteUse(of: [name], at: decoder.path)
    let null = ConfigurationNode(.null, at: decoder.node.position)
    let member =
      indices[name].map { members[$0] }
      ?? ConfigurationNode.Member(key: name, keyPosition: null.position, node: null)
    return decoder.child(member, for: key)
  }

  /// Returns the spellings a key can have in the file, the preferred one last.
  private func spellings(of key: Key) -> [String] {
    let literal = key.stringValue
    let snake = SnakeCase.snake(literal)
    // A key type to which the other spelling is a key of its own means what it says.
    guard snake != literal, Key(stringValue: snake) == nil else { return [literal] }
    return [literal, snake]
  }

  /// Returns the members that are meant by a key: none, one, or two that contradict each other.
  private func find(_ key: Key) -> [ConfigurationNode.Member] {
    let spellings = spellings(of: key)
    decoder.state.noteUse(of: spellings, at: decoder.path)
    return spellings.compactMap { indices[$0] }.sorted().map { members[$0] }
  }

  /// Returns the decoder of a key's value.
  private func child(_ key: Key) throws -> NodeDecoder {
    let found = find(key)
    guard let member = found.first else { throw missing(key) }
    if found.count > 1 {
      throw ConfigurationDiagnostic(
        "the same key as \(DiagnosticText.quoted(member.key)) on line \(member.keyPosition.line)",
        file: decoder.state.file,
        position: found[1].keyPosition,
        path: decoder.path.appending(key: found[1].key),
        suggestion: "remove one of them"
      )
    }
    return decoder.child(member, for: key)
  }

  /// Returns the error for a key that must exist, with a look at keys that were perhaps meant to be it.
  private func missing(_ key: Key) -> ConfigurationDiagnostic {
    let name = spellings(of: key).last ?? key.stringValue
    let others = members.map(\.key).filter { Key(stringValue: $0) == nil }
    let nearest = NearestSpelling.nearest(to: name, among: others).flatMap { indices[$0] }.map { members[$0] }
    return ConfigurationDiagnostic(
      "required key is missing",
      file: decoder.state.file,
      position: decoder.node.position,
      path: decoder.path.appending(key: name),
      suggestion: nearest.map { "is \(DiagnosticText.quoted($0.key)) on line \($0.keyPosition.line) meant?" }
    )
  }
}
