/// What the appliance tells about itself.
public struct Details: Codable, Sendable, Equatable {
  /// The name, which can be changed.
  public var name: String
  /// The zone, which can be changed.
  public var zone: String
  /// The region, which can be changed.
  public var region: String
  /// The version of the appliance.
  public var version: String
  /// How many requests the appliance has got, the one for these details included.
  public var requests: Int
}
