/// Makes a value of a `Decodable` type from fields.
struct FieldDecoder: Decoder {
  let value: FieldValue
  let codingPath: [any CodingKey]

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ value: FieldValue, at codingPath: [any CodingKey] = []) {
    self.value = value
    self.codingPath = codingPath
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let fields) = value else { throw mismatch(ResourceFields.self, "an object") }
    return KeyedDecodingContainer(FieldKeyedContainer(fields: fields, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch([FieldValue].self, "an array") }
    return FieldUnkeyedContainer(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    FieldSingleValueContainer(decoder: self)
  }

  /// A value of any type: of those that JSON knows at once, of others as they decode themselves.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    switch type {
    case is Bool.Type, is String.Type, is Double.Type, is Float.Type: try decodeBasic(type)
    case let integer as any FixedWidthInteger.Type: try cast(decodeInteger(integer), to: type)
    case is FieldValue.Type: try cast(value, to: type)
    case let decodable as any FieldDecodable.Type: try decode(decodable, as: type)
    default: try Value(from: self)
    }
  }

  private func decode<Value: Decodable>(_ decodable: any FieldDecodable.Type, as type: Value.Type) throws -> Value {
    if let value = decodable.init(field: value) { return try cast(value, to: type) }
    if case .string = value { throw mismatch(type, "\(type)") }
    return try Value(from: self)
  }

  private func decodeBasic<Value>(_ type: Value.Type) throws -> Value {
    switch value {
    case .bool(let value): try cast(value, to: type)
    case .string(let value): try cast(value, to: type)
    case .integer(let value) where type is Double.Type: try cast(Double(value), to: type)
    case .integer(let value): try cast(Float(value), to: type)
    case .unsigned(let value) where type is Double.Type: try cast(Double(value), to: type)
    case .unsigned(let value): try cast(Float(value), to: type)
    case .number(let value) where type is Float.Type: try cast(Float(value), to: type)
    case .number(let value): try cast(value, to: type)
    case .null, .array, .object: throw mismatch(type, "\(type)")
    }
  }

  private func decodeInteger<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    switch value {
    case .integer(let value):
      if let number = Number(exactly: value) { return number }
    case .unsigned(let value):
      if let number = Number(exactly: value) { return number }
    case .number(let value):
      if let number = Number(exactly: value) { return number }
    case .null, .bool, .string, .array, .object: break
    }
    throw mismatch(type, "\(type)")
  }

  private func cast<Value>(_ found: Any, to type: Value.Type) throws -> Value {
    guard let found = found as? Value else { throw mismatch(type, "\(type)") }
    return found
  }

  private func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
    let context = DecodingError.Context(
      codingPath: codingPath, debugDescription: "expected \(expected), found \(value.kind)")
    // Decoders tell a value that is missing from one of another type.
    if case .null = value { return .valueNotFound(type, context) }
    return .typeMismatch(type, context)
  }
}

extension FieldValue {
  /// What it is, without its content: that may be a secret.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .integer, .unsigned: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
