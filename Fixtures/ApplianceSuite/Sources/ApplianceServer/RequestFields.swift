import Foundation

/// The named values in the body of a request, sent as JSON or as a form.
struct RequestFields: Sendable {
  private let values: [String: String]

  /// - Throws: ``RequestError`` if the body is neither.
  init(of request: ApplianceRequest) throws {
    let type = request.contentType?.split(separator: ";").first?.lowercased()
    if type?.trimmingCharacters(in: .whitespaces) == "application/x-www-form-urlencoded" {
      values = try Self.parseForm(request.body)
    } else {
      values = try Self.parseJSON(request.body)
    }
  }

  /// - Throws: ``RequestError`` that names the first field which is not expected.
  func allow(only names: Set<String>, readOnly: Set<String> = []) throws {
    for name in values.keys.sorted() where !names.contains(name) {
      let reason = readOnly.contains(name) ? "cannot be changed" : "is not a known field"
      throw RequestError.badRequest("`\(name)` \(reason)")
    }
  }

  /// - Throws: ``RequestError`` if the field is there, but empty.
  func optional(_ name: String) throws -> String? {
    guard let value = values[name] else { return nil }
    guard !value.allSatisfy(\.isWhitespace) else {
      throw RequestError.badRequest("`\(name)` must not be empty")
    }
    return value
  }

  /// - Throws: ``RequestError`` if the field is missing or empty.
  func required(_ name: String) throws -> String {
    guard let value = try optional(name) else {
      throw RequestError.badRequest("`\(name)` is missing")
    }
    return value
  }

  private static func parseJSON(_ body: Data) throws -> [String: String] {
    do {
      return try JSONDecoder().decode([String: String].self, from: body)
    } catch {
      throw RequestError.badRequest("the body must be a JSON object whose values are strings")
    }
  }

  private static func parseForm(_ body: Data) throws -> [String: String] {
    var values: [String: String] = [:]
    for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding }
      guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else {
        throw RequestError.badRequest("`\(pair)` is not a field of a form")
      }
      values[name] = value
    }
    return values
  }
}
