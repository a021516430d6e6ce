import ExhibitFixtures

/// Fields as a browser sends a form: `name=Bernardo%20Heynemann&admin=true`, in the order of their names.
enum FormEncoding {
  /// Encodes fields; null is an empty value.
  ///
  /// - Throws: `ResourceError` if a field is a list or an object, which a form has no place for.
  static func encode(_ fields: ResourceFields, for path: ResourcePath) throws(ResourceError) -> String {
    var parts: [String] = []
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      parts.append("\(PercentEncoding.encode(name))=\(PercentEncoding.encode(try text(value, of: name, for: path)))")
    }
    return parts.joined(separator: "&")
  }

  private static func text(
    _ value: FieldValue, of name: String, for path: ResourcePath
  ) throws(ResourceError) -> String {
    switch value {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): "\(value)"
    case .string(let value): value
    case .array, .object:
      throw ResourceError(
        code: .invalid, path: path,
        message: "the field '\(name)' for '\(path)' is a list or an object, which cannot be sent as a form")
    }
  }
}
