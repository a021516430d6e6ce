import FlyingFox

/// Serves requests of the HTTP library.
struct ApplianceHandler: HTTPHandler {
  let router: ApplianceRouter
  let log: RequestLog?

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let clock = ContinuousClock()
    let start = clock.now
    let query = request.query.map { ($0.name, $0.value) }
    let plain = ApplianceRequest(
      method: request.method.rawValue,
      path: request.path,
      query: Dictionary(query) { _, last in last },
      contentType: request.headers[.contentType],
      body: try await request.bodyData
    )
    let reply = try await router.reply(to: plain)
    try await log?.write(plain, reply, duration: clock.now - start)
    return response(reply)
  }

  private func response(_ reply: ApplianceReply) -> HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in reply.headers {
      headers[HTTPHeader(name)] = value
    }
    return HTTPResponse(statusCode: code(reply.status), headers: headers, body: reply.body)
  }

  private func code(_ status: ReplyStatus) -> HTTPStatusCode {
    switch status {
    case .ok: .ok
    case .created: .created
    case .noContent: .noContent
    case .badRequest: .badRequest
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .conflict: .conflict
    case .internalServerError: .internalServerError
    case .serviceUnavailable: .serviceUnavailable
    }
  }
}
