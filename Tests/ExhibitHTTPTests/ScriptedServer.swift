import ExhibitHTTP
import ExhibitSupport
import Foundation

/// A real HTTP server on this machine that answers as a test tells it.
///
/// Each connection has one request; the thread that answers it may wait for as long as the test wants.
final class ScriptedServer: Sendable {
  struct Request: Sendable, Equatable {
    var method: String
    /// As it was sent.
    var path: String
    var headers: [String: String] = [:]
    var body = ""

    /// The method and the path.
    var line: String { "\(method) \(path)" }
  }

  enum Answer: Sendable {
    case reply(Int, _ body: String = "", headers: [String: String] = [:])
    /// The connection is closed without a reply.
    case nothing
    /// The connection stays open until the server ends.
    case silence
    /// A reply that announces more than comes, and then waits until the server ends.
    case half(String)
  }

  private let listener: Int32
  private let port: UInt16
  private let state = Locked<(requests: [Request], open: [Int32], isOver: Bool)>(([], [], false))
  private let answer: @Sendable (Request) -> Answer

  init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    self.answer = answer
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let listener = socket(AF_INET, kind, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutableBytes(of: &address) { bytes in
      guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
      return bind(listener, base, length) == 0 && listen(listener, 64) == 0
        && getsockname(listener, base, &length) == 0
    }
    guard listener >= 0, isBound else { throw URLError(.cannotConnectToHost) }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept() }
  }

  /// Runs the closure, then ends the server.
  ///
  /// - Parameter body: Is given the server, and a client of it.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  func use<Result>(_ body: (ScriptedServer, HTTPService) async throws -> Result) async throws -> Result {
    defer { stop() }
    return try await body(self, HTTPService(url()))
  }

  /// Where it is.
  func url(_ path: String = "", user: String = "") throws -> URL {
    guard let url = URL(string: "http://\(user)127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
    return url
  }

  /// What it was asked, in order.
  var requests: [Request] { state.withLock { $0.requests } }

  /// Ends the server and every connection.
  func stop() {
    let open = state.withLock { state in
      state.isOver = true
      defer { state.open = [] }
      return state.open
    }
    for connection in open + [listener] {
      shutdown(connection, Int32(SHUT_RDWR))
      close(connection)
    }
  }

  private func accept() {
    while true {
      let connection = Foundation.accept(listener, nil, nil)
      guard connection >= 0 else { return }
      Thread.detachNewThread { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    guard let request = read(connection) else {
      close(connection)
      return
    }
    state.withLock { $0.requests.append(request) }
    switch answer(request) {
    case .reply(let status, let body, let headers):
      var lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)", "Connection: close"]
      lines += headers.map { "\($0.key): \($0.value)" }
      write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, to: connection)
      close(connection)
    case .nothing:
      close(connection)
    case .silence:
      keep(connection)
    case .half(let body):
      write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body, to: connection)
      keep(connection)
    }
  }

  private func keep(_ connection: Int32) {
    let isOver = state.withLock { state in
      if !state.isOver { state.open.append(connection) }
      return state.isOver
    }
    if isOver { close(connection) }
  }

  private func write(_ text: String, to connection: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  private func read(_ connection: Int32) -> Request? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let end = Data("\r\n\r\n".utf8)
    var request: Request?
    while true {
      if request == nil, let range = data.range(of: end) {
        let head = String(decoding: data[..<range.lowerBound], as: UTF8.self)
        request = parse(head)
        data.removeSubrange(..<range.upperBound)
      }
      if var request {
        let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
        if data.count >= length {
          request.body = String(decoding: data.prefix(length), as: UTF8.self)
          return request
        }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      data.append(contentsOf: buffer.prefix(count))
    }
  }

  private func parse(_ head: String) -> Request {
    let lines = head.components(separatedBy: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    var request = Request(method: String(words.first ?? ""), path: words.count > 1 ? String(words[1]) : "")
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      request.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return request
  }
}
