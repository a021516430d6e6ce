import ExhibitFixtures
import ExhibitHTTP
import ExhibitHooks
import Foundation
import Testing

/// Operations on the resources of a real server.
@Suite struct HTTPProviderTests {
  private struct User: Resource, Equatable {
    static let collection = "users"
    let id: Int
    let name: String
  }

  private let signals = ResourceSignals(in: SignalNamespace())

  @Test func operationsAreTheUsualRequests() async throws {
    try await ScriptedServer { request in
      switch request.line {
      case "POST /users": .reply(201, #"{"id": 7, "name": "anna"}"#)
      case "GET /users": .reply(200, #"[{"id": 7, "name": "anna"}]"#)
      case "GET /users/7": .reply(200, #"{"id": 7, "name": "anna"}"#)
      case "PATCH /users/7": .reply(200, #"{"id": 7, "name": "ben"}"#)
      case "DELETE /users/7": .reply(204)
      default: .reply(404)
      }
    }.use { server, service in
      let users = ResourceCollection(of: User.self, by: HTTPProvider(name: "shop", service: service), signals: signals)
      let anna = try await users.create(["name": "anna"])
      #expect(anna == User(id: 7, name: "anna"))
      #expect(try await users.list() == [anna])
      #expect(try await users.get(7) == anna)
      #expect(try await users.update(anna, ["name": "ben"]).name == "ben")
      try await users.delete(anna)
      #expect(
        server.requests.map { "\($0.line) \($0.body)" } == [
          #"POST /users {"name":"anna"}"#, "GET /users ", "GET /users/7 ", #"PATCH /users/7 {"name":"ben"}"#,
          "DELETE /users/7 ",
        ])
    }
  }

  private struct Order: Resource, Equatable {
    static let collection = "orders"
    let id: UUID
  }

  /// Swift describes a UUID in capital letters, and most servers compare texts.
  @Test(arguments: [
    // Whatever the server has written counts; of what it has not written yet the usual form.
    ("e621e1f8-c36c-495a-93fc-0c247a3e6e5f", ["POST /orders"], "e621e1f8-c36c-495a-93fc-0c247a3e6e5f"),
    ("E621E1F8-C36C-495A-93FC-0C247A3E6E5F", ["POST /orders"], "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"),
    ("E621E1F8-c36c-495a-93fc-0c247a3e6e5f", ["GET /orders"], "E621E1F8-c36c-495a-93fc-0c247a3e6e5f"),
    ("E621E1F8-C36C-495A-93FC-0C247A3E6E5F", [], "e621e1f8-c36c-495a-93fc-0c247a3e6e5f"),
  ]) func aUUIDIsWrittenAsTheServerWritesIt(key: String, first: [String], expected: String) async throws {
    try await ScriptedServer { request in
      request.line == "GET /orders" ? .reply(200, #"[{"id": "\#(key)"}]"#) : .reply(200, #"{"id": "\#(key)"}"#)
    }.use { server, service in
      let provider = HTTPProvider(name: "shop", service: service)
      let orders = ResourceCollection(of: Order.self, by: provider, signals: signals)
      let id = try #require(UUID(uuidString: key))
      for line in first { _ = line.hasPrefix("POST") ? [try await orders.create([:])] : try await orders.list() }
      _ = try await orders.get(id)
      try await orders.delete(id)
      #expect(
        server.requests.map(\.line) == first + ["GET", "GET", "DELETE"].map { "\($0) /orders/\(expected)" })
    }
  }

  /// The instance is read before only if somebody wants to know what changed.
  @Test func updateTellsWhatChangedOnTheServer() async throws {
    try await ScriptedServer { request in
      .reply(200, request.method == "GET" ? #"{"id": 7, "name": "anna"}"# : #"{"id": 7, "name": "ben"}"#)
    }.use { server, service in
      let users = ResourceCollection(of: User.self, by: HTTPProvider(name: "shop", service: service), signals: signals)
      let sent = try await signals.updateInstance.did.recording {
        _ = try await users.update(7, ["name": "ben"])
      }
      let change = try #require(sent.first?.payload.updatedFields["name"])
      #expect(change.from as? String == "anna")
      #expect(change.to as? String == "ben")
      #expect(server.requests.map(\.method) == ["GET", "PATCH"])
    }
  }

  @Test func fieldsAreSentAsAForm() async throws {
    try await ScriptedServer { _ in .reply(201, #"{"id": 1, "name": "Bernardo Heynemann"}"#) }.use { server, service in
      let provider = HTTPProvider(name: "shop", service: service, form: .form)
      _ = try await provider.create(["name": "Bernardo Heynemann", "admin": true], in: ["users"])
      let request = try #require(server.requests.first)
      #expect(request.body == "admin=true&name=Bernardo%20Heynemann")
      #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
      await #expect(throws: ResourceError.self) { try await provider.create(["list": [1]], in: ["users"]) }
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: ["/users/a%20b", "http://elsewhere/v2/users/a%20b?x=1"])
  func addressOfWhatWasCreatedIsFollowed(location: String) async throws {
    try await ScriptedServer { request in
      request.method == "POST"
        ? .reply(201, headers: ["Location": location]) : .reply(200, #"{"id": "a b", "path": "\#(request.path)"}"#)
    }.use { _, service in
      let fields = try await HTTPProvider(name: "shop", service: service).create([:], in: ["users"])
      #expect(fields["path"] == "/users/a%20b")
    }
  }

  @Test func keyMayStandInTheAddressOnly() async throws {
    try await ScriptedServer { _ in
      .reply(201, #"{"name": "anna"}"#, headers: ["Location": "/users/7"])
    }.use { server, service in
      let users = ResourceCollection(of: User.self, by: HTTPProvider(name: "shop", service: service), signals: signals)
      let anna = try await users.create(["name": "anna"])
      #expect(anna == User(id: 7, name: "anna"))
      #expect(server.requests.count == 1)
    }
  }

  /// What is there is known by its address, so that it can be deleted.
  @Test(arguments: ["no JSON", ""]) func creationWhoseReplyCannotBeReadTellsWhereItIs(body: String) async throws {
    try await ScriptedServer { request in
      request.method == "POST" ? .reply(201, body, headers: ["Location": "/users/7"]) : .reply(500)
    }.use { _, service in
      let error = await #expect(throws: ResourceError.self) {
        try await HTTPProvider(name: "shop", service: service).create([:], in: ["users"])
      }
      #expect(error?.createdPath == ["users", "7"])
    }
  }

  @Test func updateMayChangeTheKeyAndSayNothing() async throws {
    try await ScriptedServer { request in
      request.line == "GET /users/8"
        ? .reply(200, #"{"id": 8, "name": "anna"}"#) : .reply(request.method == "PATCH" ? 204 : 404)
    }.use { _, service in
      let users = ResourceCollection(of: User.self, by: HTTPProvider(name: "shop", service: service), signals: signals)
      let anna = try await users.update(7, ["id": 8])
      #expect(anna == User(id: 8, name: "anna"))
    }
  }

  @Test func idsMayBeGreaterThanInt() async throws {
    struct Big: Resource {
      static let collection = "users"
      let id: UInt64
    }
    try await ScriptedServer { request in
      request.line == "DELETE /users/18446744073709551615" ? .reply(204) : .reply(201, #"{"id": 18446744073709551615}"#)
    }.use { server, service in
      let users = ResourceCollection(of: Big.self, by: HTTPProvider(name: "shop", service: service), signals: signals)
      let item = try await users.create([:])
      #expect(item.id == .max)
      try await users.delete(item)
      #expect(server.requests.map(\.line) == ["POST /users", "DELETE /users/18446744073709551615"])
    }
  }

  /// As texts and numbers, with a provider of this process too.
  @Test func propertiesMayBeOfFoundationsTypes() async throws {
    struct Thing: Resource, Equatable {
      static let collection = "things"
      let id: UUID
      let home: URL
      let picture: Data
      let made: Date
      let sold: Date?
      let price: Decimal
      let prices: [Decimal]
    }
    let id = UUID()
    let things = ResourceCollection(of: Thing.self, by: MemoryProvider(), signals: signals)
    func fields(_ changes: ResourceFields) -> ResourceFields {
      let all: ResourceFields = [
        "id": .string("\(id)"), "home": "http://localhost/a b?x=1", "picture": "aGVsbG8=",
        "made": "2026-01-02T03:04:05Z", "sold": "2026-01-02T03:04:05.250+01:00", "price": 19.99,
        "prices": ["0.1", 3, 1e20, .unsigned(.max)],
      ]
      return all.merging(changes) { _, new in new }
    }
    let thing = try await things.create(fields(["home": "http://localhost/a?x=1"]))
    #expect(thing.id == id)
    #expect(thing.home.absoluteString == "http://localhost/a?x=1")
    #expect(String(decoding: thing.picture, as: UTF8.self) == "hello")
    #expect(thing.made.timeIntervalSince1970 == 1_767_323_045)
    #expect(thing.sold?.timeIntervalSince1970 == 1_767_319_445.25)
    #expect("\(thing.price)" == "19.99")
    #expect(thing.prices.map { "\($0)" } == ["0.1", "3", "100000000000000000000", "18446744073709551615"])
    let wrong: [ResourceFields] = [
      ["home": 1], ["picture": "no base64!"], ["made": "yesterday"], ["price": "12 euros"], ["id": "7"],
    ]
    for changes in wrong {
      let other = ResourceCollection(of: Thing.self, by: MemoryProvider(), signals: signals)
      await #expect(throws: ResourceError.self, "\(changes)") { try await other.create(fields(changes)) }
    }
  }

  @Test func creationThatTellsNothingIsAnError() async throws {
    try await ScriptedServer { _ in .reply(201) }.use { _, service in
      let error = await #expect(throws: ResourceError.self) {
        try await HTTPProvider(name: "shop", service: service).create([:], in: ["users"])
      }
      #expect(error?.code == .unexpected)
    }
  }

  @Test func putSendsAllFields() async throws {
    try await ScriptedServer { request in
      request.method == "PUT" ? .reply(204) : .reply(200, #"{"id": 7, "name": "anna", "zone": "z"}"#)
    }.use { server, service in
      let provider = HTTPProvider(name: "shop", service: service, updateMethod: .put)
      _ = try await provider.update(["name": "ben"], at: ["users", "7"])
      #expect(server.requests.map(\.method) == ["GET", "PUT", "GET"])
      #expect(server.requests[1].body == #"{"id":7,"name":"ben","zone":"z"}"#)
    }
  }

  @Test func listMayStandInAField() async throws {
    try await ScriptedServer { _ in .reply(200, #"{"items": [{"id": 1}], "other": [1]}"#) }.use { _, service in
      let provider = HTTPProvider(name: "shop", service: service, itemsField: "items")
      let items = try await provider.list(["users"])
      #expect(items == [["id": 1]])
      for field in ["other", "missing"] {
        let wrong = HTTPProvider(name: "shop", service: service, itemsField: field)
        await #expect(throws: ResourceError.self) { try await wrong.list(["users"]) }
      }
    }
  }

  @Test func placeIsTheAddressWithoutSecrets() throws {
    let url = try #require(URL(string: "https://anna:hunter2@shop.example.com/api"))
    #expect(HTTPProvider(name: "shop", service: HTTPService(url)).place == "https://shop.example.com/api")
    #expect(HTTPProvider(name: "shop", service: HTTPService(url), isLasting: false).place == nil)
  }

  @Test func userIsWhoTheServerSaysItIs() async throws {
    try await ScriptedServer { request in
      switch request.headers["authorization"] {
      case "good": .reply(200, #"{"id": "1", "name": "Sherlock Holmes"}"#)
      case "broken": .reply(500)
      default: .reply(401)
      }
    }.use { server, _ in
      func provider(_ key: String) throws -> HTTPUserProvider {
        HTTPUserProvider(name: "google", service: HTTPService(try server.url(), headers: ["Authorization": key]))
      }
      let details = try await provider("good").userDetails(signals: signals)
      #expect(details.fields == ["id": "1", "name": "Sherlock Holmes", "provider": "google"])
      #expect(try await provider("bad").authenticatedUser() == nil)
      await #expect(throws: ResourceError.self) { try await provider("broken").authenticatedUser() }
      #expect(server.requests.allSatisfy { $0.line == "GET /me" })
    }
  }
}
