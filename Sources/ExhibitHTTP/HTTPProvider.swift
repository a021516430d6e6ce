public import ExhibitFixtures
import Foundation

/// A provider whose resources are those of an HTTP server in the usual manner.
///
/// | operation | request | reply |
/// | --- | --- | --- |
/// | get | `GET users/7` | the instance |
/// | list | `GET users` | a list of instances, or an object with it in a field |
/// | create | `POST users` | the instance, or its address in the header `Location` |
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
  private let keyFields: [String: String]

  /// Creates a provider.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - service: The server.
  ///   - form: In which form fields are sent.
  ///   - updateMethod: How an instance is updated.
  ///   - keyFields: By the name of a collection, the field that holds the key of an instance, where it is not `id`.
  ///   - itemsField: The field that holds the instances, if the reply to a listing is an object.
  ///   - isLasting: Whether the server outlives this process, and with it what is created there. What a process left
  ///     that crashed is removed by a provider of the same name and address.
  public init(
    name: String, service: HTTPService, form: HTTPBody.Form = .json, updateMethod: UpdateMethod = .patch,
    keyFields: [String: String] = [:], itemsField: String? = nil, isLasting: Bool = true
  ) {
    self.name = name
    self.service = service
    self.form = form
    self.updateMethod = updateMethod
    self.keyFields = keyFields
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
    let key = Self.key(in: reply)
    let instance = key.map { path.appending($0) }
    do {
      var created: ResourceFields = [:]
      if !reply.body.isEmpty {
        created = try reply.decode()
      } else if let instance {
        created = try await get(instance)
      } else {
        throw unexpected(path, "neither has the instance that was created nor names its address")
      }
      // Who says where it is need not say so twice.
      if let key, created[keyField(in: path)] == nil {
        created[keyField(in: path)] = Int(key).map { .integer($0) } ?? .string(key)
      }
      return created
    } catch let error as ResourceError {
      throw ResourceError(code: error.code, path: error.path, message: error.message, createdPath: instance)
    }
  }

  /// The key of what was created, by its address.
  private static func key(in reply: HTTPReply) -> String? {
    // The address may be a whole one, and the server's paths may have another beginning than ours.
    guard let location = reply.headers["location"], let url = URLComponents(string: location) else { return nil }
    return url.percentEncodedPath.split(separator: "/").last.flatMap { PercentEncoding.decode($0) }
  }

  private func keyField(in collection: ResourcePath?) -> String {
    collection?.last.flatMap { keyFields[$0] } ?? "id"
  }

  /// Changes fields of an instance.
  public func update(_ fields: ResourceFields, at path: ResourcePath) async throws -> ResourceFields {
    var fields = fields
    if updateMethod == .put { fields = try await get(path).merging(fields) { _, new in new } }
    let reply = try await service.send(updateMethod.rawValue, path, HTTPBody(fields, as: form)).expectSuccess()
    if !reply.body.isEmpty { return try reply.decode() }
    // It may have another key now.
    let key = fields[keyField(in: path.parent)]?.key
    return try await get(key.flatMap { key in path.parent?.appending(key) } ?? path)
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
