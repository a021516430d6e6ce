/// The name and type of a value that a hook event carries.
///
/// Declare one as a static member, so that it is written with a leading dot where it is used:
/// ```swift
/// extension ValueKey where Value == String {
///   static var serverName: Self { Self("server_name") }
/// }
/// ```
public struct ValueKey<Value: Sendable>: Sendable {
  /// The name under which the value is found.
  public let name: String

  /// Creates a key.
  public init(_ name: String) {
    self.name = name
  }
}
