/// A key with which a program acts for a user.
public struct Token: Codable, Sendable, Equatable {
  /// The number by which the appliance knows the token.
  public var id: Int
  /// The id of the user.
  public var user: Int
  /// What the token is for.
  public var label: String
  /// The secret part.
  public var secret: String
}
