/// Decides what to do with a request and makes the reply.
struct ApplianceRouter: Sendable {
  private struct ErrorBody: Encodable {
    let error: String
  }

  let state: ApplianceState

  /// Serves a request.
  ///
  /// An error becomes a reply that says in JSON what is wrong.
  func reply(to request: ApplianceRequest) async throws -> ApplianceReply {
    await state.count(request)
    do {
      return try await serve(request)
    } catch let error as RequestError {
      var reply = try ApplianceReply(error.status, json: ErrorBody(error: error.message))
      reply.headers.merge(error.headers) { _, new in new }
      return reply
    } catch let error as ConfigurationError {
      return try ApplianceReply(.badRequest, json: ErrorBody(error: "\(error)"))
    } catch is CancellationError {
      let reason = "the appliance is about to end"
      return try ApplianceReply(.serviceUnavailable, json: ErrorBody(error: reason))
    } catch {
      return try ApplianceReply(.internalServerError, json: ErrorBody(error: "\(error)"))
    }
  }

  private func serve(_ request: ApplianceRequest) async throws -> ApplianceReply {
    switch ApplianceResource(path: request.path) {
    case .details: try await serveDetails(request)
    case .configuration: try await serveConfiguration(request)
    case .metrics: try await serveMetrics(request)
    case .slow: try await serveSlowly(request)
    case .users: try await serveUsers(request)
    case .user(let id): try await serveUser(id, request)
    case .tokens(let id): try await serveTokens(of: id, request)
    case nil: throw RequestError.notFound("there is nothing at \(request.path)")
    }
  }

  private func serveDetails(_ request: ApplianceRequest) async throws -> ApplianceReply {
    switch request.method {
    case "GET": try await ApplianceReply(json: state.details)
    case "PATCH":
      try await ApplianceReply(json: state.updateDetails(with: RequestFields(of: request)))
    default: throw RequestError.methodNotAllowed(request, allowed: ["GET", "PATCH"])
    }
  }

  private func serveConfiguration(_ request: ApplianceRequest) async throws -> ApplianceReply {
    switch request.method {
    case "GET": break
    case "PUT":
      guard let text = String(validating: request.body, as: UTF8.self) else {
        throw RequestError.badRequest("the configuration is not UTF-8")
      }
      try await state.replaceConfiguration(by: text)
    default: throw RequestError.methodNotAllowed(request, allowed: ["GET", "PUT"])
    }
    return await ApplianceReply(text: state.configurationText, contentType: "application/yaml")
  }

  private func serveMetrics(_ request: ApplianceRequest) async throws -> ApplianceReply {
    guard request.method == "GET" else {
      throw RequestError.methodNotAllowed(request, allowed: ["GET"])
    }
    return try await ApplianceReply(json: state.metrics)
  }

  private func serveSlowly(_ request: ApplianceRequest) async throws -> ApplianceReply {
    guard request.method == "GET" else {
      throw RequestError.methodNotAllowed(request, allowed: ["GET"])
    }
    guard let milliseconds = request.query["ms"].flatMap({ Int($0) }), 0...60_000 ~= milliseconds
    else {
      throw RequestError.badRequest("`ms` must be a number from 0 to 60000")
    }
    try await Task.sleep(for: .milliseconds(milliseconds))
    return try ApplianceReply(json: ["waited": milliseconds])
  }

  private func serveUsers(_ request: ApplianceRequest) async throws -> ApplianceReply {
    switch request.method {
    case "GET":
      return try await ApplianceReply(json: state.withUsers { $0.all })
    case "POST":
      let fields = try RequestFields(of: request)
      let user = try await state.withUsers { try $0.create(from: fields) }
      var reply = try ApplianceReply(.created, json: user)
      reply.headers["Location"] = "/users/\(user.id)"
      return reply
    default:
      throw RequestError.methodNotAllowed(request, allowed: ["GET", "POST"])
    }
  }

  private func serveUser(_ id: Int, _ request: ApplianceRequest) async throws -> ApplianceReply {
    switch request.method {
    case "GET":
      return try await ApplianceReply(json: state.withUsers { try $0.user(id) })
    case "PATCH":
      let fields = try RequestFields(of: request)
      return try await ApplianceReply(json: state.withUsers { try $0.update(id, with: fields) })
    case "DELETE":
      try await state.withUsers { try $0.delete(id) }
      return ApplianceReply(.noContent)
    default:
      throw RequestError.methodNotAllowed(request, allowed: ["GET", "PATCH", "DELETE"])
    }
  }

  private func serveTokens(of id: Int, _ request: ApplianceRequest) async throws -> ApplianceReply {
    switch request.method {
    case "GET":
      return try await ApplianceReply(json: state.withUsers { try $0.tokens(of: id) })
    case "POST":
      let fields = try RequestFields(of: request)
      let token = try await state.withUsers { try $0.createToken(of: id, from: fields) }
      return try ApplianceReply(.created, json: token)
    default:
      throw RequestError.methodNotAllowed(request, allowed: ["GET", "POST"])
    }
  }
}
