public import Foundation

/// What the appliance answered to a request.
public struct Reply: Sendable {
  /// The method of the request.
  public let method: String
  /// The path of the request, with its query.
  public let path: String
  /// The status code.
  public let status: Int
  /// The headers by their names.
  public let headers: [String: String]
  /// The content.
  public let body: Data

  /// The content as text.
  public var text: String { String(decoding: body, as: UTF8.self) }

  /// Whether the appliance did what it was asked.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// The message of a reply that says what is wrong.
  public var errorMessage: String? { try? decode([String: String].self)["error"] }

  /// The value of a header, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.key.caseInsensitiveCompare(name) == .orderedSame }?.value
  }

  /// The content as a value.
  ///
  /// - Parameter type: The type of the value.
  /// - Returns: The value.
  /// - Throws: `DecodingError` if the content is something else.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: body)
  }
}
