/// A request that cannot be served, and the reply that says why.
struct RequestError: Error {
  var status: ReplyStatus
  var message: String
  var headers: [String: String] = [:]

  static func badRequest(_ message: String) -> RequestError {
    RequestError(status: .badRequest, message: message)
  }

  static func notFound(_ message: String) -> RequestError {
    RequestError(status: .notFound, message: message)
  }

  static func conflict(_ message: String) -> RequestError {
    RequestError(status: .conflict, message: message)
  }

  static func methodNotAllowed(_ request: ApplianceRequest, allowed: [String]) -> RequestError {
    RequestError(
      status: .methodNotAllowed,
      message: "\(request.path) does not support \(request.method)",
      headers: ["Allow": allowed.joined(separator: ", ")]
    )
  }
}
