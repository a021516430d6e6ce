/// The value of one field of a resource: what JSON can say.
public enum FieldValue: Hashable, Sendable {
  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A whole number that is greater than `Int.max`.
  case unsigned(UInt64)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case array([FieldValue])
  /// Values with names.
  case object([String: FieldValue])
}

/// The fields of a resource by name.
public typealias ResourceFields = [String: FieldValue]

extension FieldValue {
  /// The value as one of Swift's own types, `nil` if there is none; arrays and objects stay as they are.
  public var plain: (any Hashable & Sendable)? {
    switch self {
    case .null: nil
    case .bool(let value): value
    case .integer(let value): value
    case .unsigned(let value): value
    case .number(let value): value
    case .string(let value): value
    case .array, .object: self
    }
  }

  /// A text or a number as it stands in a path; `nil` for what cannot be a key.
  public var key: String? {
    switch self {
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .string(let value) where !value.isEmpty: value
    default: nil
    }
  }
}

extension FieldValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// No value.
  public init(nilLiteral: ()) { self = .null }

  /// A truth value from a literal.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A whole number from a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A number from a literal.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// A text from a literal.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Values in order from a literal.
  public init(arrayLiteral elements: FieldValue...) { self = .array(elements) }

  /// Values with names from a literal; of a name that is there twice the last counts.
  public init(dictionaryLiteral elements: (String, FieldValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}

extension FieldValue: Codable {
  /// Reads any value, as from JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(UInt64.self) {
      self = .unsigned(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([FieldValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode(ResourceFields.self))
    }
  }

  /// Writes the value as what it is.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
