/// The statuses that the appliance answers with.
enum ReplyStatus: Int, Sendable {
  case ok = 200
  case created = 201
  case noContent = 204
  case badRequest = 400
  case notFound = 404
  case methodNotAllowed = 405
  case conflict = 409
  case internalServerError = 500
  case serviceUnavailable = 503
}
