public import ExhibitFixtures
public import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// An HTTP server as the tests talk to it: an address, headers and a time limit.
///
/// ```swift
/// let service = HTTPService(url, headers: ["Authorization": "Bearer \(token)"])
/// let details = try await service.value(Details.self, at: ["details"])
/// ```
/// Errors name method, address and what the server said, without user, password and values of a query, with secrets taken
/// out, and never more than a few hundred characters.
public final class HTTPService: Sendable {
  /// Where the server is; paths are below it.
  public let baseURL: URL

  /// The longest time from a request to the end of its reply.
  public let timeout: Duration

  private let headers: [String: String]
  private let session: URLSession

  /// No exchange takes longer, and no clock below has to count further.
  private static let longestTimeout = Duration.seconds(366 * 86_400)

  /// Refers to a server, to which nothing is sent yet.
  ///
  /// - Parameters:
  ///   - baseURL: Where it is.
  ///   - headers: Headers of every request.
  ///   - timeout: The longest time from a request to the end of its reply; a year at most.
  public init(_ baseURL: URL, headers: [String: String] = [:], timeout: Duration = .seconds(30)) {
    self.baseURL = baseURL
    self.headers = headers
    let timeout = min(max(timeout, .zero), Self.longestTimeout)
    self.timeout = timeout
    let configuration = URLSessionConfiguration.ephemeral
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    // Ours covers the whole of an exchange; this one is for silence only and must not be the shorter one.
    configuration.timeoutIntervalForRequest = timeout.timeInterval + 60
    session = URLSession(configuration: configuration)
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  /// Sends a request.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - path: The path below the base.
  ///   - body: The content.
  /// - Returns: The reply, whatever its status.
  /// - Throws: `ResourceError` if there is none, or none in time, or if the path or the content cannot be sent.
  public func send(_ method: String, _ path: ResourcePath, _ body: HTTPBody? = nil) async throws -> HTTPReply {
    let content = try body?.content(for: path)
    let url = try url(of: path)
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    if let content {
      request.httpBody = content.data
      request.setValue(content.type, forHTTPHeaderField: "Content-Type")
    }
    let address = RequestDescription(method: method, url: url)
    do {
      let (data, response) = try await exchange(request)
      guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
      let headers = response.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
      return HTTPReply(
        request: address, path: path, status: response.statusCode,
        headers: Dictionary(headers) { first, _ in first }, body: data)
    } catch let error as URLError where error.code == .timedOut {
      throw address.error(.timedOut, at: path, "was not answered within \(timeout.timeInterval) s")
    } catch let error as URLError where error.code == .cancelled {
      throw CancellationError()
    } catch let error as URLError {
      throw address.error(.unreachable, at: path, "failed: \(error.localizedDescription)")
    }
  }

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - type: The type of the value.
  ///   - path: Where it is.
  /// - Returns: The value.
  /// - Throws: `ResourceError` if the server does not answer with such a value.
  public func value<Value: Decodable>(_ type: Value.Type = Value.self, at path: ResourcePath) async throws -> Value {
    try await send("GET", path).expectSuccess().decode(type)
  }

  /// Reads a text.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: The text.
  /// - Throws: `ResourceError` if the server does not answer with success.
  public func text(at path: ResourcePath) async throws -> String {
    try await send("GET", path).expectSuccess().text
  }

  private func exchange(_ request: URLRequest) async throws -> (Data, URLResponse) {
    try await withThrowingTaskGroup(of: (Data, URLResponse).self) { [session, timeout] group in
      group.addTask { try await session.data(for: request) }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw URLError(.timedOut)
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  private func url(of path: ResourcePath) throws -> URL {
    var components = URLComponents(url: baseURL, resolvingAgainstBaseURL: true)
    if let base = components?.percentEncodedPath {
      let end = path.segments.isEmpty ? "" : "/\(path)"
      components?.percentEncodedPath = (base.hasSuffix("/") ? String(base.dropLast()) : base) + end
    }
    guard let url = components?.url, let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
      throw ResourceError(
        code: .invalid, path: path, message: "\(RequestDescription.shown(baseURL)) is not the address of an HTTP server"
      )
    }
    return url
  }
}

extension Duration {
  /// In seconds.
  var timeInterval: TimeInterval {
    let (seconds, attoseconds) = components
    return TimeInterval(seconds) + TimeInterval(attoseconds) / 1e18
  }
}
