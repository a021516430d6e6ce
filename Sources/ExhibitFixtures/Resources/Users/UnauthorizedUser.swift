/// That a provider knows nobody.
public struct UnauthorizedUser: Sendable {
  /// The provider.
  public let handler: any UserProvider

  /// Creates the payload.
  public init(handler: any UserProvider) {
    self.handler = handler
  }
}
