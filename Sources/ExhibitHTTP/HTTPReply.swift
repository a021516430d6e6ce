public import ExhibitFixtures
public import Foundation

/// What a server answered to a request.
public struct HTTPReply: Sendable {
  let request: RequestDescription

  /// The path of the request.
  public let path: ResourcePath

  /// The status code.
  public let status: Int

  /// The headers by their names in lower case.
  public let headers: [String: String]

  /// The content.
  public let body: Data

  /// The content as text.
  public var text: String { String(decoding: body, as: UTF8.self) }

  /// Whether the server did what it was asked.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// Checks that the server did what it was asked.
  ///
  /// - Returns: The reply.
  /// - Throws: `ResourceError` with method, address, status and the beginning of what the server said.
  @discardableResult
  public func expectSuccess() throws -> HTTPReply {
    guard !isSuccess else { return self }
    let excerpt = RequestDescription.excerpt(of: body)
    throw request.error(
      code, at: path, "was answered with \(status)" + (excerpt.isEmpty ? "" : ": \(excerpt)"))
  }

  /// The content as a value.
  ///
  /// - Parameter type: The type of the value.
  /// - Returns: The value.
  /// - Throws: `ResourceError` if the content is something else.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: body)
    } catch {
      let excerpt = RequestDescription.excerpt(of: body)
      throw request.error(
        .unexpected, at: path, "was answered with \(status) and no \(type)" + (excerpt.isEmpty ? "" : ": \(excerpt)"))
    }
  }

  /// What a status means.
  private var code: ResourceError.Code {
    switch status {
    case 404, 410: .notFound
    case 409, 412: .conflict
    case 401, 403, 407: .unauthorized
    case 408, 504: .timedOut
    case 400..<500: .invalid
    case 500..<600: .failed
    default: .unexpected
    }
  }
}
