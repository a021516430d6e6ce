/// Somebody who may use the appliance.
public struct User: Codable, Sendable, Equatable {
  /// The number by which the appliance knows the user.
  public var id: Int
  /// The name, which no two users share.
  public var name: String
  /// What the user may do.
  public var role: String

  /// Makes a user as the appliance would describe it.
  public init(id: Int, name: String, role: String) {
    self.id = id
    self.name = name
    self.role = role
  }
}
