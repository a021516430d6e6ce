public import ExhibitFixtures
import Foundation

/// A provider whose resources are those of an HTTP server in the usual manner.
///
/// | operation | request | reply |
/// | --- | --- | --- |
/// | get | `GET users/7` | the instance |
/// | list | `GET users` | a list of instances, or an object with it in a field |
/// | create | `POST users` | the instance, or nothing and its address in the header `Location` |
/// | update | `PATCH users/7` | the instance, or nothing |
/// | delete | `DELETE users/7` | anything |
public final class HTTPProvider: ResourceProvider {
  /// How an instance is updated.
  public enum UpdateMethod: String, Sendable {
    /// With the fields that change.
    case patch = "PATCH"
    /// With all fields, those that stay as they were read before.
    case put = "PUT"
  }

  /// The provider's name.
  public let name: String

  /// The server's address, if it outlives this process.
  public let place: String?

  /// The server.
  public let service: HTTPService

  private let form: HTTPBody.Form
  private let updateMethod: UpdateMethod
  private let itemsField: String?

  /// Creates a provider.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - service: The server.
  ///   - form: In which form fields are sent.
  ///   - updateMethod: How an instance is updated.
  ///   - itemsField: The field that holds the instances, if the reply to a listing is an object.
  ///   - isLasting: Whether the server outlives this process, and with it what is created there. What a process left
  ///     that crashed is removed by a provider of the same name and address.
  public init(
    name: String, service: HTTPService, form: HTTPBody.Form = .json, updateMethod: UpdateMethod = .patch,
    itemsField: String? = nil, isLasting: Bool = true
  ) {
    self.name = name
    self.service = service
    self.form = form
    self.updateMethod = updateMethod
    self.itemsField = itemsField
    place = isLasting ? RequestDescription.shown(service.baseURL) : nil
  }

  /// Reads an instance.
  public func get(_ path: ResourcePath) async throws -> ResourceFields {
    try await service.send("GET", path).expectSuccess().decode()
  }

  /// Reads all instances of a collection.
  public func list(_ path: ResourcePath) async throws -> [ResourceFields] {
    let reply = try await service.send("GET", path).expectSuccess()
    guard let itemsField else { return try reply.decode() }
    let value: FieldValue? = try reply.decode(ResourceFields.self)[itemsField]
    guard case .array(let items)? = value else { throw unexpected(path, "has no list '\(itemsField)'") }
    return try items.map { item in
      guard case .object(let fields) = item else {
        throw unexpected(path, "has a list '\(itemsField)' of other things")
      }
      return fields
    }
  }

  /// Creates an instance.
  public func create(_ fields: ResourceFields, in path: ResourcePath) async throws -> ResourceFields {
    let reply = try await service.send("POST", path, HTTPBody(fields, as: form)).expectSuccess()
    if !reply.body.isEmpty { return try reply.decode() }
    // The address may be a whole one, and the server's paths may have another beginning than ours.
    guard let location = reply.headers["location"], let url = URLComponents(string: location),
      let key = url.percentEncodedPath.split(separator: "/").last.flatMap({ PercentEncoding.decode($0) })
    else { throw unexpected(path, "neither has the instance that was created nor names its address") }
    return try await get(path.appending(key))
  }

  /// Changes fields of an instance.
  public func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    var fields = fields
    if updateMethod == .put { fields = try await get(path).merging(fields) { _, new in new } }
    let reply = try await service.send(updateMethod.rawValue, path, HTTPBody(fields, as: form)).expectSuccess()
    return try reply.body.isEmpty ? await get(path) : reply.decode()
  }

  /// Deletes an instance.
  public func delete(_ path: ResourcePath) async throws {
    try await service.send("DELETE", path).expectSuccess()
  }

  private func unexpected(_ path: ResourcePath, _ message: String) -> ResourceError {
    ResourceError(
      code: .unexpected, path: path,
      message: "the reply of \(RequestDescription.shown(service.baseURL)) for '\(path)' \(message)")
  }
}
