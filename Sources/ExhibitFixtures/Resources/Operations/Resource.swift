/// A type of things that can be created on an appliance, such as its users.
///
/// ```swift
/// struct User: Resource {
///   static let collection = "users"
///   let id: Int
///   let name: String
/// }
/// ```
/// The type itself is the sender of the signals about its instances.
public protocol Resource: Decodable, Identifiable, Sendable where ID: CustomStringConvertible & Sendable {
  /// The segment of a path below which the instances are.
  static var collection: String { get }

  /// The field by whose value an instance is found below its collection; `id` if nothing else is said.
  static var keyField: String { get }
}

extension Resource {
  /// The field `id`.
  public static var keyField: String { "id" }
}
