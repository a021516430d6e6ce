import ApplianceClient
import Exhibit
import Foundation
import XCTest

final class UserTests: ApplianceTestCase {
  func testUserIsCreatedFromJSON() async throws {
    let name = uniqueName()
    let reply = try await keep(api.post("/users", json: ["name": name, "role": "admin"]))
    let user: User = try reply.decode()

    XCTAssertEqual(reply.status, 201)
    XCTAssertEqual(reply.header("Location"), "/users/\(user.id)")
    XCTAssertEqual(user, User(id: user.id, name: name, role: "admin"))
  }

  func testUserIsCreatedFromAForm() async throws {
    let name = uniqueName() + " & Söhne = 100%+"
    let reply = try await keep(api.post("/users", form: ["name": name]))
    let user: User = try reply.decode()

    XCTAssertEqual(user.name, name)
    XCTAssertEqual(user.role, "member")
  }

  func testUsersAreListedInTheOrderOfTheirCreation() async throws {
    let evidence = TestEvidence.current
    var created: [User] = []
    for number in 1...3 {
      let user = try await evidence.step("create user \(number)") {
        try await api.createUser(uniqueName())
      }
      created.append(user)
    }
    let users = try await keep(api.get("/users")).decode([User].self)

    evidence.save(json: users, as: "users")
    XCTAssertEqual(users.suffix(3), created[...])
  }

  func testNameThatIsTakenIsAConflict() async throws {
    let user = try await api.createUser(uniqueName())
    let other = try await api.createUser(uniqueName())
    let create = try await keep(api.post("/users", json: ["name": user.name]))
    let rename = try await keep(api.patch("/users/\(other.id)", json: ["name": user.name]))
    let same = try await keep(api.patch("/users/\(user.id)", json: ["name": user.name]))

    XCTAssertEqual(create.status, 409)
    XCTAssertEqual(create.errorMessage, "user \(user.id) is already called `\(user.name)`")
    XCTAssertEqual(rename.status, 409)
    XCTAssertEqual(same.status, 200)
  }

  func testUnusableBodyIsRefused() async throws {
    let (json, form) = ("application/json", "application/x-www-form-urlencoded")
    let replies = [
      try await keep(api.post("/users", json: ["role": "admin"])),
      try await keep(api.post("/users", json: ["name": 1])),
      try await keep(api.send("POST", "/users", Data("{".utf8), type: json)),
      try await keep(api.send("POST", "/users", Data("name=%zz".utf8), type: form)),
    ]

    XCTAssertEqual(replies.map(\.status), [400, 400, 400, 400])
    XCTAssertEqual(replies.first?.errorMessage, "`name` is missing")
  }

  func testUserIsChanged() async throws {
    let user = try await api.createUser(uniqueName())
    let path = "/users/\(user.id)"
    let changed = try await keep(api.patch(path, json: ["role": "guest"])).decode(User.self)
    let read = try await keep(api.get(path)).decode(User.self)

    XCTAssertEqual(changed, User(id: user.id, name: user.name, role: "guest"))
    XCTAssertEqual(read, changed)
  }

  func testUserThatWasDeletedIsNotFound() async throws {
    let user = try await api.createUser(uniqueName())
    let path = "/users/\(user.id)"
    let first = try await keep(api.delete(path))
    let second = try await keep(api.delete(path))
    let get = try await keep(api.get(path))

    XCTAssertEqual([first.status, second.status, get.status], [204, 404, 404])
    XCTAssertEqual(get.errorMessage, "there is no user \(user.id)")
  }

  private func uniqueName() -> String {
    "user-\(UUID().uuidString.prefix(8))"
  }
}
