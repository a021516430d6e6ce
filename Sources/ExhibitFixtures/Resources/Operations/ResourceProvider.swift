/// Who performs the operations on the resources of an appliance.
///
/// A provider gets paths that were checked, and throws ``ResourceError`` or an error of its own. Use it through a
/// ``ResourceCollection``, which sends the signals and cleans up.
public protocol ResourceProvider: Sendable {
  /// The provider's name, by which signals about users tell it from others.
  var name: String { get }

  /// Where the things are that it creates, if they outlive this process; `nil` if they do not.
  ///
  /// What a process left that crashed is removed by a provider of the same name and place. Two appliances must not have
  /// the same place one after the other: if their addresses may be reused, an identity belongs into the place.
  var place: String? { get }

  /// Reads an instance.
  func get(_ path: ResourcePath) async throws -> ResourceFields

  /// Reads all instances of a collection.
  func list(_ path: ResourcePath) async throws -> [ResourceFields]

  /// Creates an instance in a collection.
  ///
  /// - Returns: All of its fields, the key among them.
  /// - Throws: An error with a ``ResourceError/createdPath`` if the instance is there, but cannot be told of.
  func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields

  /// Changes some fields of an instance.
  ///
  /// - Returns: All of its fields after the change.
  func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields

  /// Deletes an instance, and what is below it.
  func delete(_ path: ResourcePath) async throws
}
