/// A parsed configuration value that knows where in the file it was written.
///
/// Both readers, ``JSON5Parser`` and the YAML reader, build this tree, and ``ConfigurationDecoder`` decodes
/// from it. A mistake found long after parsing, say in a plugin's own option, can therefore still name the
/// line and the column.
package struct ConfigurationNode: Sendable, Hashable {
  /// A place in a file, counted as editors show it.
  ///
  /// Lines end at LF, CR or CR LF. A column counts Unicode scalars, which is what YAML's reader counts, too.
  package struct Position: Sendable, Hashable, Comparable {
    /// Where every file begins.
    package static let start = Position(line: 1, column: 1)

    /// The line, starting from 1.
    package var line: Int

    /// The column, starting from 1.
    package var column: Int

    /// Creates a position from a line and a column, which both start from 1.
    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    /// Tells whether one position comes before another in the same file.
    package static func < (left: Position, right: Position) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// One key of an object together with its value.
  package struct Member: Sendable, Hashable {
    /// The key, without quotes and with its escapes resolved.
    package var key: String

    /// Where the key begins; a quoted key begins at its quote.
    package var keyPosition: Position

    /// The value of the key.
    package var node: ConfigurationNode

    /// Creates a member from a key, the key's position and the value.
    package init(key: String, keyPosition: Position, node: ConfigurationNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.node = node
    }
  }

  /// The kinds of values that a configuration can hold.
  package enum Value: Sendable, Hashable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A number written without fraction and exponent which fits 64 bits.
    case integer(Int64)
    /// Any other number, infinities and not-a-number included.
    case double(Double)
    /// A text.
    case string(String)
    /// Values in the order of the file.
    case array([ConfigurationNode])
    /// Keys and values in the order of the file; no key comes twice.
    case object([Member])
  }

  /// What was written.
  package var value: Value

  /// Where the value begins.
  package var position: Position

  /// Creates a node from a value and the place where it was written.
  package init(_ value: Value, at position: Position) {
    self.value = value
    self.position = position
  }
}

extension ConfigurationNode {
  /// The keys and values of an object, nothing for every other kind of value.
  package var members: [Member] {
    guard case .object(let members) = value else { return [] }
    return members
  }

  /// The values of an array, nothing for every other kind of value.
  package var elements: [ConfigurationNode] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  /// Returns the value of a key, or nil if this is not an object or has no such key.
  package subscript(key: String) -> ConfigurationNode? {
    members.first { $0.key == key }?.node
  }

  /// The value as a message shows what was found: scalars literally, containers by their kind.
  package var summary: String {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .double(let value): String(value)
    case .string(let value): "the string \(DiagnosticText.quoted(value))"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
