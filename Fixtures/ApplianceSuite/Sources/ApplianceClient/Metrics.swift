/// How many requests the appliance has got, the one for these numbers included.
public struct Metrics: Codable, Sendable, Equatable {
  /// All of them.
  public var total: Int
  /// By path, as in `/details`.
  public var paths: [String: Int]
  /// By method and path, as in `GET /details`.
  public var operations: [String: Int]
}
