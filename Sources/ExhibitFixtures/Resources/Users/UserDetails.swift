/// What is known about an authenticated user.
public struct UserDetails: Sendable {
  /// The details by name, such as `id`, `email`, `name` and `provider`.
  public var fields: ResourceFields

  /// The provider that knows the user.
  public let handler: any UserProvider

  /// Creates details.
  public init(fields: ResourceFields, handler: any UserProvider) {
    self.fields = fields
    self.handler = handler
  }

  /// A detail.
  public subscript(name: String) -> FieldValue? {
    get { fields[name] }
    set { fields[name] = newValue }
  }
}
