/// How many requests have arrived, the one that is answered included.
struct ApplianceMetrics: Encodable, Sendable {
  private(set) var total = 0
  /// By path, without the query.
  private(set) var paths: [String: Int] = [:]
  /// By method and path, as in `GET /details`.
  private(set) var operations: [String: Int] = [:]

  mutating func count(_ request: ApplianceRequest) {
    total += 1
    paths[request.path, default: 0] += 1
    operations["\(request.method) \(request.path)", default: 0] += 1
  }
}
