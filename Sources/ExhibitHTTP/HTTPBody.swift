public import ExhibitFixtures
public import Foundation

/// The content of a request.
public enum HTTPBody: Sendable {
  /// Fields as a JSON object.
  case json(ResourceFields)
  /// Fields as a browser sends them.
  case form(ResourceFields)
  /// Anything.
  case data(Data, contentType: String)

  /// In which form fields are sent.
  public enum Form: Sendable {
    /// As a JSON object.
    case json
    /// As a browser sends a form: names and values; no lists, no objects.
    case form
  }

  /// Fields in a form.
  init(_ fields: ResourceFields, as form: Form) {
    self = form == .json ? .json(fields) : .form(fields)
  }

  /// The bytes and their type.
  func content(for path: ResourcePath) throws -> (data: Data, type: String) {
    switch self {
    case .json(let fields):
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do {
        return (try encoder.encode(fields), "application/json")
      } catch {
        // Such as a number that is infinite.
        throw ResourceError(code: .invalid, path: path, message: "fields for '\(path)' cannot be written as JSON")
      }
    case .form(let fields):
      return (Data(try FormEncoding.encode(fields, for: path).utf8), "application/x-www-form-urlencoded")
    case .data(let data, let contentType):
      return (data, contentType)
    }
  }
}
