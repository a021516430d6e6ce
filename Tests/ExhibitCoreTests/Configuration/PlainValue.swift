import ExhibitCore

/// A configuration value without positions, which tests write as a literal.
indirect enum PlainValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case string(String)
  case array([PlainValue])
  case object([Pair])

  /// A key and its value.
  struct Pair: Equatable, Sendable {
    var key: String
    var value: PlainValue
  }

  /// Forgets the positions of a node.
  init(_ node: ConfigurationNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .double(let value): self = .double(value)
    case .string(let value): self = .string(value)
    case .array(let elements): self = .array(elements.map { PlainValue($0) })
    case .object(let members): self = .object(members.map { Pair(key: $0.key, value: PlainValue($0.node)) })
    }
  }
}

extension PlainValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(nilLiteral: ()) { self = .null }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int64) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .double(value) }
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: PlainValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, PlainValue)...) {
    self = .object(elements.map { Pair(key: $0.0, value: $0.1) })
  }
}

/// Parses JSON5 that a test expects to be valid.
func parseJSON5(_ text: String) throws -> ConfigurationNode {
  try JSON5Parser.parse(Array(text.utf8), file: "exhibit.json")
}

/// Parses JSON5 and forgets the positions.
func plainJSON5(_ text: String) throws -> PlainValue {
  PlainValue(try parseJSON5(text))
}

/// Returns the description of the error that a document causes, or nil if it is valid.
func json5Failure(_ text: String) -> String? {
  json5Failure(bytes: Array(text.utf8))
}

/// Returns the description of the error that bytes cause, or nil if they are valid.
func json5Failure(bytes: [UInt8]) -> String? {
  do {
    _ = try JSON5Parser.parse(bytes, file: "exhibit.json")
    return nil
  } catch {
    return "\(error)"
  }
}
