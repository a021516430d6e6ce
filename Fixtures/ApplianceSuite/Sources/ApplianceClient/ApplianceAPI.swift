public import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A client of the appliance.
public struct ApplianceAPI: Sendable {
  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.timeoutIntervalForRequest = 60
    return URLSession(configuration: configuration)
  }()

  /// Where the appliance listens.
  public let baseURL: URL

  /// Makes a client of the appliance at an address.
  public init(baseURL: URL) {
    self.baseURL = baseURL
  }

  /// Sends a request without content.
  public func get(_ path: String) async throws -> Reply {
    try await send("GET", path)
  }

  /// Sends a request without content.
  public func delete(_ path: String) async throws -> Reply {
    try await send("DELETE", path)
  }

  /// Sends a value as JSON.
  public func post(_ path: String, json value: some Encodable) async throws -> Reply {
    try await send("POST", path, JSONEncoder().encode(value), type: "application/json")
  }

  /// Sends values as a form, as a browser does.
  public func post(_ path: String, form values: [String: String]) async throws -> Reply {
    let ascii = CharacterSet(charactersIn: "\u{21}"..."\u{7e}")
    let allowed = CharacterSet.alphanumerics.intersection(ascii)
    func encode(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
    let form = values.sorted { $0.key < $1.key }.map { "\(encode($0.key))=\(encode($0.value))" }
    let body = Data(form.joined(separator: "&").utf8)
    return try await send("POST", path, body, type: "application/x-www-form-urlencoded")
  }

  /// Sends a value as JSON.
  public func patch(_ path: String, json value: some Encodable) async throws -> Reply {
    try await send("PATCH", path, JSONEncoder().encode(value), type: "application/json")
  }

  /// Sends text.
  public func put(_ path: String, text: String) async throws -> Reply {
    try await send("PUT", path, Data(text.utf8), type: "application/yaml")
  }

  /// Sends any request.
  ///
  /// - Parameters:
  ///   - method: The HTTP method.
  ///   - path: The path, with its query.
  ///   - body: The content.
  ///   - type: The content type.
  /// - Returns: The reply, whatever its status.
  /// - Throws: `URLError` if there is no reply.
  public func send(
    _ method: String,
    _ path: String,
    _ body: Data? = nil,
    type: String? = nil
  ) async throws -> Reply {
    guard let url = URL(string: baseURL.absoluteString + path) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = body
    request.setValue(type, forHTTPHeaderField: "Content-Type")
    let (data, response) = try await Self.session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    let headers = response.allHeaderFields.map { ("\($0.key)", "\($0.value)") }
    return Reply(
      method: method,
      path: path,
      status: response.statusCode,
      headers: Dictionary(headers) { _, last in last },
      body: data
    )
  }
}
