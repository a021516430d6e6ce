/// Decodes any `Decodable` type from a parsed configuration, and tells exactly where it did not fit.
///
/// Every failure is a ``ConfigurationDiagnostic`` with file, line, column and key path, also when a type's own
/// `init(from:)` throws an error that knows nothing of files. Keys that no type asked for come back with the
/// value, see ``Decoded``.
///
/// **Key spelling.** Configuration keys are in snake case. The coding key `artifactDir` is found as
/// `artifactDir`, or as `artifact_dir`; neither wins over the other, a file which has both is an error. A key type
/// that accepts the snake-case spelling itself, such as the keys of a dictionary, is taken literally.
///
/// **Values.** An integer can be written as a floating-point number without fraction (`2.0`, `1e3`). A `URL` is
/// written as a string. Numbers that the requested type cannot hold are errors, never wrapped or cut.
///
/// A property of type ``ConfigurationNode`` takes its value as it stands, to be decoded later by somebody
/// who knows its type; the keys inside it count as used.
package struct ConfigurationDecoder: Sendable {
  /// A decoded value together with the keys that were left over.
  package struct Decoded<Value> {
    /// The decoded value.
    package let value: Value

    /// One warning for each key that exists in the file but was not asked for, in the order of the file.
    ///
    /// Only objects that were decoded key by key count: what nobody looked into was not misspelled.
    package let unusedKeys: [ConfigurationDiagnostic]
  }

  /// The file as diagnostics name it.
  package let file: String

  /// What types find in their decoder's `userInfo`.
  package var userInfo: [CodingUserInfoKey: any Sendable]

  /// Creates a decoder for the values of one file.
  ///
  /// - Parameters:
  ///   - file: The file as diagnostics name it.
  ///   - userInfo: What types find in their decoder's `userInfo`.
  package init(file: String, userInfo: [CodingUserInfoKey: any Sendable] = [:]) {
    self.file = file
    self.userInfo = userInfo
  }

  /// Decodes a value.
  ///
  /// - Parameters:
  ///   - type: The type to decode.
  ///   - node: Where to decode from.
  ///   - path: The way from the root of the file to the node.
  ///   - knownKeys: Keys of the node, as the file spells them, that somebody else reads.
  ///   - defaults: The values of keys that the node may leave out, as the type spells them.
  /// - Returns: The value and the keys that were left over.
  /// - Throws: A ``ConfigurationDiagnostic`` for the first value that does not fit.
  package func decode<Value: Decodable>(
    _ type: Value.Type,
    from node: ConfigurationNode,
    at path: ConfigurationKeyPath = .root,
    knownKeys: [String] = [],
    defaults: [String: Any] = [:]
  ) throws -> Decoded<Value> {
    let state = DecodingState(file: file, root: node, rootPath: path, userInfo: userInfo, defaults: defaults)
    for key in knownKeys { state.noteUse(of: [key], at: path) }
    let value = try NodeDecoder(state: state, node: node, path: path).decode(type)
    return Decoded(value: value, unusedKeys: state.unusedKeys())
  }
}

extension ConfigurationDecoder.Decoded: Sendable where Value: Sendable {}
